SELECT
  s."force",
  s."source",
  s."precision",
  SUM(s."sign") AS net
FROM (
  SELECT
    "object",
    "force",
    "source",
    "precision",
    "sign"
  FROM "case_current"
  UNION ALL
  SELECT
    "object",
    "force",
    "source",
    "precision",
    "sign"
  FROM "case_recent"
) AS s
GROUP BY
  s."force",
  s."source",
  s."precision"
HAVING
  SUM(s."sign") <> 0
