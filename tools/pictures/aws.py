"""Pictures for notes/aws."""

from __future__ import annotations

from tools.pictures.canvas import MUTED, Box, Line, Scene, Shape, Text
from tools.pictures.parts import EDGE, WIDTH, title


def launch_types() -> Scene:
    """Draw the two launch types of ECS."""
    left: list[Shape] = [
        Box(20, 56, 250, 268, "amber"),
        Text(145, 82, "EC2 인스턴스", 18, bold=True),
        Box(40, 106, 100, 74, "paper", "Task A"),
        Box(150, 106, 100, 74, "paper", "Task B"),
        Box(40, 192, 210, 44, "paper", "ECS Agent"),
        Box(40, 248, 210, 58, "paper", "Docker · OS\n패치는 내가", 16),
    ]
    right: list[Shape] = [
        Box(290, 56, 250, 268, "blue"),
        Text(415, 82, "AWS Fargate", 18, bold=True),
        Box(310, 106, 100, 74, "paper", "Task A"),
        Box(420, 106, 100, 74, "paper", "Task B"),
        Box(310, 192, 100, 44, "paper", "ENI"),
        Box(420, 192, 100, 44, "paper", "ENI"),
        Text(415, 277, "서버는 AWS가 관리\n(보이지 않음)", 17, EDGE["blue"], bold=True),
    ]
    notes = [
        Text(145, 352, "인스턴스가 켜진 시간만큼 냄", 17),
        Text(415, 352, "설정한 vCPU · 메모리만큼 냄", 17),
    ]
    return Scene(WIDTH, 380, [title("ECS 시작 타입 비교"), *left, *right, *notes])


def storage_classes() -> Scene:
    """Draw the storage classes of S3."""
    rows = [
        ("Standard", "자주 읽음", "green", "업로드"),
        ("Standard-IA", "가끔 읽음", "blue", "30일 뒤"),
        ("Glacier Flexible", "몇 분 ~ 12시간", "violet", "90일 뒤"),
        ("Deep Archive", "12시간 ~ 48시간", "slate", "180일 뒤"),
    ]
    steps: list[Shape] = []
    for index, (name, access, tone, day) in enumerate(rows):
        x, y = 20 + index * 70, 62 + index * 80
        steps += [Box(x, y, 240, 62, tone, f"{name}\n{access}", 17), Text(x + 252, y + 31, day, 17, MUTED, anchor="l")]
        if index:
            steps.append(Line(((x - 40, y - 17), (x - 40, y + 31), (x - 3, y + 31))))
    foot = Text(WIDTH / 2, 398, "내려갈수록 저장 비용 ↓   꺼내는 비용 · 시간 ↑", 17, bold=True)
    return Scene(WIDTH, 424, [title("S3 수명 주기(Lifecycle) 예시"), *steps, foot])


def vpc() -> Scene:
    """Draw the subnets of a VPC."""
    shapes: list[Shape] = [
        Box(205, 12, 150, 42, "slate", "인터넷", bold=True),
        Box(16, 100, 528, 352, "paper"),
        Text(34, 124, "VPC 10.0.0.0/16", 17, bold=True, anchor="l"),
        Box(215, 78, 130, 44, "amber", "IGW", bold=True),
        Line(((262, 55), (262, 76)), EDGE["green"]),
        Line(((298, 77), (298, 56)), EDGE["blue"]),
    ]
    for x, zone, number in ((32, "AZ a", 0), (288, "AZ c", 1)):
        shapes += [
            Box(x, 142, 240, 294, "slate"),
            Text(x + 18, 164, zone, 16, MUTED, bold=True, anchor="l"),
            Box(x + 14, 182, 212, 112, "green"),
            Text(x + 120, 204, f"퍼블릭 10.0.{number}.0/24", 17),
            Box(x + 28, 226, 84, 54, "paper", "ALB"),
            Box(x + 128, 226, 84, 54, "paper", "NAT\nGW", 16),
            Box(x + 14, 312, 212, 112, "blue"),
            Text(x + 120, 404, f"프라이빗 10.0.{number + 10}.0/24", 17),
            Box(x + 28, 330, 184, 54, "paper", "EC2 · RDS"),
            Line(((x + 70, 281), (x + 70, 328)), EDGE["green"]),
            Line(((x + 170, 329), (x + 170, 282)), EDGE["blue"]),
        ]
    foot = [
        Text(WIDTH / 4 + 10, 474, "↓ 들어오는 요청", 17, EDGE["green"], bold=True),
        Text(WIDTH * 3 / 4 - 10, 474, "↑ 나가는 요청 (NAT 경유)", 17, EDGE["blue"], bold=True),
    ]
    return Scene(WIDTH, 496, [*shapes, *foot])
