"""A tile map of the territorial forces of England and Wales: a square each, about where the force lies; no boundaries."""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

WIDTHS = (80, 37)  # of a tile on a wide and on a narrow page
TALL, GAP, ACROSS, DOWN = 40, 3, 9, 9


class Tile(NamedTuple):
    """Where a force's tile stands: column and row, west to east and north to south; its name, and the name cut short."""

    column: int
    row: int
    name: str
    short: str


# Placed by hand, so that neighbours mostly touch.
TILES: Mapping[str, Tile] = {
    "northumbria": Tile(5, 0, "Northumbria", "Nthb"),
    "cumbria": Tile(4, 1, "Cumbria", "Cumb"),
    "durham": Tile(5, 1, "Durham", "Durh"),
    "cleveland": Tile(6, 1, "Cleveland", "Clev"),
    "lancashire": Tile(4, 2, "Lancashire", "Lanc"),
    "north-yorkshire": Tile(5, 2, "North Yorks", "NYor"),
    "humberside": Tile(7, 2, "Humberside", "Humb"),
    "west-yorkshire": Tile(6, 2, "West Yorks", "WYor"),
    "merseyside": Tile(3, 3, "Merseyside", "Mers"),
    "greater-manchester": Tile(4, 3, "Manchester", "GMan"),
    "derbyshire": Tile(5, 3, "Derbyshire", "Derb"),
    "south-yorkshire": Tile(6, 3, "South Yorks", "SYor"),
    "lincolnshire": Tile(7, 3, "Lincolnshire", "Linc"),
    "north-wales": Tile(2, 4, "North Wales", "NWal"),
    "cheshire": Tile(3, 4, "Cheshire", "Ches"),
    "staffordshire": Tile(4, 4, "Staffordshire", "Staf"),
    "nottinghamshire": Tile(5, 4, "Nottingham", "Nott"),
    "leicestershire": Tile(6, 4, "Leicester", "Leic"),
    "norfolk": Tile(8, 4, "Norfolk", "Norf"),
    "cambridgeshire": Tile(7, 4, "Cambridge", "Camb"),
    "dyfed-powys": Tile(2, 5, "Dyfed-Powys", "DyPo"),
    "west-mercia": Tile(3, 5, "West Mercia", "WMer"),
    "west-midlands": Tile(4, 5, "West Midl.", "WMid"),
    "warwickshire": Tile(5, 5, "Warwick", "Warw"),
    "northamptonshire": Tile(6, 5, "Northants", "Nhan"),
    "bedfordshire": Tile(7, 5, "Bedford", "Beds"),
    "suffolk": Tile(8, 5, "Suffolk", "Suff"),
    "south-wales": Tile(1, 6, "South Wales", "SWal"),
    "gwent": Tile(2, 6, "Gwent", "Gwen"),
    "gloucestershire": Tile(4, 6, "Gloucester", "Glos"),
    "thames-valley": Tile(5, 6, "Thames V.", "TVal"),
    "hertfordshire": Tile(6, 6, "Hertford", "Hert"),
    "essex": Tile(8, 6, "Essex", "Esse"),
    "city-of-london": Tile(7, 6, "City of L.", "City"),
    "avon-and-somerset": Tile(3, 7, "Avon & Som.", "AvSo"),
    "wiltshire": Tile(4, 7, "Wiltshire", "Wilt"),
    "hampshire": Tile(5, 7, "Hampshire", "Hamp"),
    "surrey": Tile(6, 7, "Surrey", "Surr"),
    "metropolitan": Tile(7, 7, "Metropolitan", "Met"),
    "kent": Tile(8, 7, "Kent", "Kent"),
    "devon-and-cornwall": Tile(2, 8, "Devon & C.", "DeCo"),
    "dorset": Tile(3, 8, "Dorset", "Dors"),
    "sussex": Tile(6, 8, "Sussex", "Suss"),
}  # fmt: skip


def tile_map(inks: Mapping[str, tuple[str, str]], ours: str) -> tuple[Markup, Markup]:
    """The map for a wide and for a narrow page. ``inks``: each force's fill and the colour of its name; ours has a frame."""
    wide, narrow = (drawn(width, inks, ours) for width in WIDTHS)
    return wide, narrow


def drawn(width: int, inks: Mapping[str, tuple[str, str]], ours: str) -> Markup:
    """The map at one width of tile."""
    tiles = Markup("").join(
        tile(key, one, width, inks.get(key, ("#FFFFFF", "#3D3D3D")), framed=key == ours) for key, one in TILES.items()
    )
    size = (ACROSS * width, DOWN * (TALL + GAP))
    return Markup(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>'
    ).format(*size, *size, tiles)


def tile(key: str, one: Tile, width: int, inks: tuple[str, str], *, framed: bool) -> Markup:
    """One force's tile."""
    name = one.name if width == WIDTHS[0] else one.short
    x, y = one.column * width, one.row * (TALL + GAP) + 2
    frame = ("#0B0C0C", 4) if framed else ("#B1B4B6", 1)
    return Markup(
        '<g data-force="{}"><rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="12" '
        'fill="{}">{}</text></g>'
    ).format(key, x + 2, y, width - GAP - 1, TALL, inks[0], *frame, x + width / 2, y + TALL / 2 + 4, inks[1], name)
