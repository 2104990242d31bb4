"""The closed language of conditions: a whitelist of SQL expressions over named columns, checked before anything runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlglot import Dialect, TokenType, exp, parse_one, tokenize
from sqlglot.errors import SqlglotError

from peeler.definitions.kinds import FAMILY, Family, Kind
from peeler.terms.clocks import parse_day
from peeler.terms.errors import RequestError, unknown

LONGEST, DEEPEST = 2_000, 60
COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
ALLOWED: tuple[type[exp.Expr], ...] = (
    *COMPARISONS, exp.And, exp.Or, exp.Not, exp.Paren, exp.In, exp.Between, exp.Is, exp.Case, exp.If, exp.Coalesce,
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Add, exp.Sub, exp.Interval, exp.Var, exp.Neg,
)  # fmt: skip
ENGINE = Dialect.get_or_raise("duckdb")
LITERALS = {TokenType.STRING, TokenType.NUMBER, TokenType.IDENTIFIER}
RESERVED = set(TokenType) - set(ENGINE.parser_class.ID_VAR_TOKENS) - LITERALS
UNITS = {"MINUTE", "MINUTES", "HOUR", "HOURS", "DAY", "DAYS", "WEEK", "WEEKS", "MONTH", "MONTHS", "YEAR", "YEARS"}


@dataclass(frozen=True)
class Condition:
    """A checked expression: the text as written, its tree (never to be changed: copy it) and the columns it names."""

    text: str
    tree: exp.Expr
    columns: frozenset[str]
    family: Family

    def __hash__(self) -> int:
        """Equal texts are equal conditions."""
        return hash(self.text)


def parse_expression(text: str, columns: Mapping[str, Kind], *, where: str, longest: int = LONGEST) -> Condition:
    """A checked expression of any family over these columns; RequestError says what is not allowed, or the nearest column.

    ``longest`` is how many characters it may have: a look-up written out is as long as its table.
    """
    tree = read(with_names_quoted(text, columns), where, longest)
    for node in tree.walk():
        check_node(node, columns, where)
    named = frozenset(column.name for column in tree.find_all(exp.Column))
    return Condition(text, tree, named, family_of(tree, columns, where))


def parse_condition(text: str, columns: Mapping[str, Kind], *, where: str) -> Condition:
    """A checked expression that is true, false or unknown; a bare ``since`` attribute in it means that it is not null."""
    condition = parse_expression(text, columns, where=where)
    if condition.family not in ("boolean", "null") and not is_since(condition.tree, columns):
        raise RequestError(f"{where}: '{text}' is not something that is true or false")
    tree = as_truth(condition.tree.copy(), columns)
    return Condition(text, tree, condition.columns, "boolean")


def with_names_quoted(text: str, columns: Mapping[str, Kind]) -> str:
    """The text with columns that are also words of the engine's own language, such as force, marked as names."""
    if len(text) > LONGEST:
        return text
    try:
        words = [token for token in tokenize(text, dialect=ENGINE) if token.text in columns]
    except SqlglotError:
        return text
    for word in reversed([word for word in words if word.token_type in RESERVED]):
        text = f'{text[: word.start]}"{word.text}"{text[word.end + 1 :]}'
    return text


def read(text: str, where: str, longest: int = LONGEST) -> exp.Expr:
    """The tree of an expression, within bounds of length and depth; one that may be long is flat, and is not counted."""
    deep = longest == LONGEST and (text.count("(") > DEEPEST or text.lower().count("not ") > DEEPEST)
    if len(text) > longest or deep:
        raise RequestError(f"{where}: a condition of more than {longest:,} characters or {DEEPEST} levels")
    try:
        tree = parse_one(text, dialect="duckdb")
    except (SqlglotError, RecursionError) as problem:
        raise RequestError(f"{where}: '{text[:80]}' cannot be read as a condition") from problem
    return tree


def check_node(node: exp.Expr, columns: Mapping[str, Kind], where: str) -> None:
    """Refuses a node that the language does not have, and a column the object does not have."""
    if isinstance(node, exp.Cast) and is_day_literal(node):
        return
    if isinstance(node, exp.DataType) and isinstance(node.parent, exp.Cast):
        return
    if not isinstance(node, ALLOWED) or (isinstance(node, exp.In) and node.args.get("query")):
        raise RequestError(f"{where}: '{node.sql('duckdb')[:60]}' is not allowed in a condition")
    if isinstance(node, exp.Interval) and str(node.unit).upper() not in UNITS:
        raise RequestError(f"{where}: '{node.sql('duckdb')[:60]}' is not an interval such as interval '28 days'")
    if isinstance(node, exp.Column):
        if node.table:
            raise RequestError(f"{where}: '{node.sql('duckdb')}': columns are named alone")
        if node.name not in columns:
            raise unknown("name", node.name, columns, where=where)


def is_day_literal(node: exp.Expr) -> bool:
    """Whether the node is ``date '2022-10-28'``, the only cast there is."""
    if not (isinstance(node, exp.Cast) and node.to.is_type("date") and isinstance(node.this, exp.Literal)):
        return False
    try:
        return bool(parse_day(node.this.name))
    except ValueError:
        return False


def is_since(tree: exp.Expr, columns: Mapping[str, Kind]) -> bool:
    """Whether the tree is the bare name of a ``since .. until`` attribute."""
    node = tree.unnest() if isinstance(tree, exp.Paren) else tree
    return isinstance(node, exp.Column) and columns.get(node.name) == "since"


def as_truth(tree: exp.Expr, columns: Mapping[str, Kind]) -> exp.Expr:
    """The same tree with every ``since`` attribute that stands where a truth is wanted read as 'is not null'."""
    if is_since(tree, columns):
        return exp.Not(this=exp.Is(this=tree.unnest().copy(), expression=exp.Null()))
    for parent in list(tree.find_all(exp.And, exp.Or, exp.Not, exp.If)):
        places = ("this",) if isinstance(parent, (exp.Not, exp.If)) else ("this", "expression")
        for place in places:
            node = parent.args[place]
            if is_since(node, columns):
                parent.set(place, as_truth(node, columns))
    return tree


def family_of(node: exp.Expr, columns: Mapping[str, Kind], where: str) -> Family:
    """What family of value an expression gives; RequestError where two that cannot be compared are compared."""
    if isinstance(node, exp.Paren):
        return family_of(node.this, columns, where)
    if isinstance(node, exp.Column):
        return FAMILY[columns[node.name]]
    if isinstance(node, exp.Literal):
        return "text" if node.is_string else "number"
    if isinstance(node, (exp.Null, exp.Interval)):
        return "null" if isinstance(node, exp.Null) else "interval"
    if isinstance(node, exp.Cast):
        return "day"
    if isinstance(node, (exp.Add, exp.Sub)):
        return family_of_sum(node, columns, where)
    if isinstance(node, exp.Neg):
        return family_of(node.this, columns, where)
    if isinstance(node, exp.Case):
        check_branches(node, columns, where)
        branches = [branch.args["true"] for branch in node.args["ifs"]]
        return agree(node, [*branches, *([node.args["default"]] if node.args.get("default") else [])], columns, where)
    if isinstance(node, exp.Coalesce):
        return agree(node, [node.this, *node.expressions], columns, where)
    check_operands(node, columns, where)
    return "boolean"


def family_of_sum(node: exp.Expr, columns: Mapping[str, Kind], where: str) -> Family:
    """Numbers add to numbers; a day or an instant takes an interval."""
    left, right = (family_of(side, columns, where) for side in (node.args["this"], node.args["expression"]))
    if left == right == "number" or (right == "interval" and left in ("day", "instant")):
        return left
    raise RequestError(f"{where}: '{node.sql('duckdb')[:60]}' adds {left} and {right}")


def check_branches(node: exp.Case, columns: Mapping[str, Kind], where: str) -> None:
    """Checks that each ``when`` is true or false, or can be compared with what the case is about."""
    whens = [branch.this for branch in node.args["ifs"]]
    if node.this is not None:
        agree(node, [node.this, *whens], columns, where)
    else:
        check_truths(whens, columns, where)


def check_truths(nodes: Iterable[exp.Expr], columns: Mapping[str, Kind], where: str) -> None:
    """Checks that each of these is true or false; RequestError for a number or a word in its place."""
    for node in nodes:
        if not is_since(node, columns) and family_of(node, columns, where) not in ("boolean", "null"):
            raise RequestError(f"{where}: '{node.sql('duckdb')[:80]}' is not something that is true or false")


def check_operands(node: exp.Expr, columns: Mapping[str, Kind], where: str) -> None:
    """Checks that what a comparison compares can be compared."""
    if isinstance(node, exp.In):
        field = node.args.get("field")
        if field is not None:
            if family_of(field, columns, where) != "set":
                raise RequestError(f"{where}: '{field.name}' is not a set")
            if family_of(node.this, columns, where) not in ("text", "null"):
                raise RequestError(
                    f"{where}: '{field.name}' is a set of words; '{node.this.sql('duckdb')[:40]}' is none"
                )
            return
        agree(node, [node.this, *node.expressions], columns, where)
    elif isinstance(node, (*COMPARISONS, exp.Between)):
        agree(node, [v for k in ("this", "expression", "low", "high") if (v := node.args.get(k))], columns, where)
    elif isinstance(node, (exp.And, exp.Or, exp.Not)):
        check_truths(node.iter_expressions(), columns, where)
    else:
        for child in node.iter_expressions():
            family_of(child, columns, where)


def agree(node: exp.Expr, parts: list[exp.Expr], columns: Mapping[str, Kind], where: str) -> Family:
    """The one family these parts share (null agrees with all, a day with an instant); RequestError otherwise."""
    families = {family_of(part, columns, where) for part in parts} - {"null"}
    if families == {"day", "instant"}:
        return "instant"
    if len(families) > 1:
        raise RequestError(f"{where}: '{node.sql('duckdb')[:80]}' compares {' with '.join(sorted(families))}")
    return families.pop() if families else "null"
