"""Pictures for the notes on computer science and on tools."""

from __future__ import annotations

from tools.pictures.canvas import MUTED, Box, Line, Scene, Shape, Text
from tools.pictures.parts import EDGE, WIDTH, Lane, lanes, message, title


def tcp_frames() -> list[Scene]:
    """Draw the three steps of the TCP handshake."""
    client, server = 150, 410
    steps = [
        (message(client, server, 150, "SYN  seq=x", "blue"), "SYN_SENT", "LISTEN"),
        (message(server, client, 220, "SYN+ACK  seq=y, ack=x+1", "green"), "SYN_SENT", "SYN_RCVD"),
        (message(client, server, 290, "ACK  ack=y+1", "violet"), "ESTABLISHED", "SYN_RCVD"),
    ]
    base = [title("TCP 3-way handshake"), *lanes(((client, "클라이언트", "blue"), (server, "서버", "green")), 352)]
    states = [("CLOSED", "LISTEN"), *((ours, theirs) for _, ours, theirs in steps), ("ESTABLISHED", "ESTABLISHED")]
    frames = []
    for index, (ours, theirs) in enumerate(states):
        drawn = [shape for shapes, _, _ in steps[:index] for shape in shapes]
        below = [
            Box(x - 85, 362, 170, 44, "amber" if state == "ESTABLISHED" else "slate", state, 17, bold=True)
            for x, state in ((client, ours), (server, theirs))
        ]
        frames.append(Scene(WIDTH, 424, [*base, *drawn, *below]))
    return frames


def tls() -> Scene:
    """Draw the handshake of TLS 1.3."""
    client, server = 110, 450
    shapes = [
        title("TLS 1.3 핸드셰이크 (1-RTT)"),
        *lanes(((client, "클라이언트", "blue"), (server, "서버", "green")), 374),
        *message(client, server, 142, "ClientHello + key_share", "blue"),
        *message(server, client, 226, "ServerHello + key_share\n{인증서, 서명, Finished}", "green"),
        *message(client, server, 302, "{Finished} + HTTP 요청", "violet"),
        Text(WIDTH / 2, 360, "{ } 안은 이미 암호화됨", 16, MUTED),
    ]
    return Scene(WIDTH, 386, shapes)


def non_repeatable_read() -> Scene:
    """Draw a read that cannot be repeated in a transaction."""
    ours, theirs = 150, 410
    read = [
        Box(ours - 120, y, 240, 52, "blue", text, 17)
        for y, text in ((124, "SELECT → 1,000원"), (316, "SELECT → 500원"))
    ]
    write = [Box(theirs - 120, y, 240, 48, "amber", text, 17) for y, text in ((188, "UPDATE 500원"), (248, "COMMIT"))]
    shapes = [
        title("Non-repeatable read"),
        *lanes(((ours, "트랜잭션 A", "blue"), (theirs, "트랜잭션 B", "amber")), 384),
        *read,
        *write,
        Line(((theirs - 122, 272), (ours, 272), (ours, 314)), EDGE["rose"]),
        Text(WIDTH / 2, 410, "같은 행을 두 번 읽었는데 값이 다름", 18, EDGE["rose"], bold=True),
    ]
    return Scene(WIDTH, 434, shapes)


def process_states() -> Scene:
    """Draw the states of a process."""
    places = {"생성": (16, 60), "준비": (140, 160), "실행": (330, 160), "종료": (448, 60), "대기": (235, 300)}
    tones = {"생성": "slate", "준비": "blue", "실행": "green", "종료": "slate", "대기": "amber"}
    boxes = [Box(x, y, 96, 56, tones[name], name, 19, bold=True, radius=28) for name, (x, y) in places.items()]
    arrows = [
        Line(((64, 117), (64, 188), (138, 188))),
        Line(((237, 176), (328, 176)), EDGE["green"]),
        Line(((329, 200), (238, 200)), EDGE["blue"]),
        Line(((427, 188), (496, 188), (496, 118))),
        Line(((378, 217), (378, 328), (333, 328)), EDGE["amber"]),
        Line(((234, 328), (188, 328), (188, 218)), EDGE["amber"]),
    ]
    labels = [
        Text(30, 212, "승인", 17, MUTED, anchor="l"),
        Text(283, 158, "디스패치", 17, EDGE["green"], bold=True),
        Text(283, 222, "시간 만료", 17, EDGE["blue"], bold=True),
        Text(530, 212, "종료", 17, MUTED, anchor="r"),
        Text(390, 282, "I/O 요청", 17, EDGE["amber"], bold=True, anchor="l"),
        Text(176, 282, "I/O 완료", 17, EDGE["amber"], bold=True, anchor="r"),
    ]
    return Scene(WIDTH, 376, [title("프로세스 상태 전이"), *arrows, *boxes, *labels])


def virtual_memory() -> Scene:
    """Draw how a virtual address becomes a physical one."""
    table = [("2", "1"), ("-", "0"), ("0", "1"), ("3", "1")]
    shapes: list[Shape] = [title("가상 주소 → 물리 주소")]
    heads = ((85, "가상 페이지"), (280, "페이지 테이블"), (475, "물리 프레임"))
    shapes += [Text(x, 64, name, 17, MUTED, bold=True) for x, name in heads]
    for row, (frame, valid) in enumerate(table):
        y, tone = 84 + row * 58, "blue" if valid == "1" else "rose"
        shapes += [
            Box(25, y, 120, 46, tone, f"페이지 {row}", 17),
            Box(200, y, 80, 46, "paper", frame),
            Box(280, y, 80, 46, "paper", valid),
        ]
        shapes += [Line(((147, y + 23), (198, y + 23)))]
        if valid == "1":
            shapes.append(Line(((362, y + 23), (413, 107 + int(frame) * 58)), EDGE["blue"]))
    shapes += [
        Box(415, 84 + row * 58, 120, 46, "slate" if row == 1 else "green", f"프레임 {row}", 17) for row in range(4)
    ]
    shapes += [Text(240, 326, "프레임 번호", 15, MUTED), Text(322, 326, "valid", 15, MUTED)]
    shapes += [Text(WIDTH / 2, 362, "valid = 0 → 페이지 폴트, 디스크에서 가져옴", 17, EDGE["rose"], bold=True)]
    return Scene(WIDTH, 388, shapes)


def hash_table() -> Scene:
    """Draw a hash table with chaining."""
    chains: list[list[str]] = [["15", "40"], [], ["22"], ["8", "33", "13"], ["19"]]
    shapes: list[Shape] = [title("체이닝:  h(k) = k mod 5")]
    for index, chain in enumerate(chains):
        y = 62 + index * 58
        shapes.append(Box(24, y, 64, 46, "slate", str(index), bold=True))
        for place, key in enumerate(chain):
            x = 136 + place * 136
            shapes += [
                Line(((x - 46 if place == 0 else x - 50, y + 23), (x - 3, y + 23))),
                Box(x, y, 86, 46, "amber" if index == 3 else "blue", key),
            ]
    shapes.append(Text(WIDTH / 2, 372, "3번 버킷에 충돌 2번 → 연결 리스트로 이어 붙임", 17, MUTED))
    return Scene(WIDTH, 396, shapes)


def git_areas() -> Scene:
    """Draw the areas of git and how changes move between them."""
    areas: tuple[Lane, ...] = (
        (75, "작업\n폴더", "amber"),
        (212, "스테이징\n영역", "green"),
        (349, "로컬\n저장소", "blue"),
        (486, "원격\n저장소", "violet"),
    )
    shapes: list[Shape] = [title("Git의 네 영역")]
    shapes += [Line(((x, 110), (x, 400)), EDGE[tone], head=False) for x, _, tone in areas]
    shapes += [Box(x - 60, 54, 120, 62, tone, name, 17, bold=True) for x, name, tone in areas]
    steps = [
        (0, 1, "add", "green"),
        (1, 2, "commit", "blue"),
        (2, 3, "push", "violet"),
        (3, 2, "fetch", "violet"),
        (3, 0, "pull", "violet"),
        (1, 0, "restore", "amber"),
    ]
    for row, (start, end, name, tone) in enumerate(steps):
        shapes += message(areas[start][0], areas[end][0], 156 + row * 44, name, tone, drop=0)
    return Scene(WIDTH, 412, shapes)
