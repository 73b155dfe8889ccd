"""Write every picture of the demo deck into media/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.pictures import aws, cs
from tools.pictures.canvas import Scene, save_gif, save_png, save_svg

MEDIA = Path(__file__).parents[2] / "media"
PNG: Mapping[str, Scene] = {
    "시작타입비교": aws.launch_types(),
    "S3 스토리지 클래스": aws.storage_classes(),
    "non-repeatable-read": cs.non_repeatable_read(),
    "가상메모리": cs.virtual_memory(),
    "git-areas": cs.git_areas(),
}
SVG: Mapping[str, Scene] = {
    "vpc-subnets": aws.vpc(),
    "tls13-handshake": cs.tls(),
    "process-states": cs.process_states(),
    "hash-table": cs.hash_table(),
}
HANDSHAKE_MS = [1200, 1600, 1600, 1600, 3000]

if __name__ == "__main__":
    for name, scene in PNG.items():
        save_png(scene, MEDIA / f"{name}.png")
    for name, scene in SVG.items():
        save_svg(scene, MEDIA / f"{name}.svg")
    save_gif(cs.tcp_frames(), HANDSHAKE_MS, MEDIA / "tcp-handshake.gif")
