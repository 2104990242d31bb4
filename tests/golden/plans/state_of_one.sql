SELECT
  s."object",
  s."force",
  s."source",
  s."born",
  s."began_with",
  s."event",
  s."valid_from",
  s."valid_to",
  s."precision",
  s."restricted",
  s."opened_at",
  s."moved_at",
  s."kind",
  s."team",
  s."answer",
  s."flags",
  s."due",
  s."size",
  s."closed",
  s."stage"
FROM (
  SELECT
    "object",
    "force",
    "source",
    "born",
    "began_with",
    "event",
    "valid_from",
    "valid_to",
    "precision",
    "restricted",
    "opened_at",
    "moved_at",
    "kind",
    "team",
    "answer",
    "flags",
    "due",
    "size",
    "closed",
    "stage",
    "sign"
  FROM "case_current"
  WHERE
    known_at <= CAST('2024-05-09 23:00:00' AS TIMESTAMP)
  UNION ALL
  SELECT
    "object",
    "force",
    "source",
    "born",
    "began_with",
    "event",
    "valid_from",
    "valid_to",
    "precision",
    "restricted",
    "opened_at",
    "moved_at",
    "kind",
    "team",
    "answer",
    "flags",
    "due",
    "size",
    "closed",
    "stage",
    "sign"
  FROM "case_recent"
  WHERE
    known_at <= CAST('2024-05-09 23:00:00' AS TIMESTAMP)
  UNION ALL
  SELECT
    "object",
    "force",
    "source",
    "born",
    "began_with",
    "event",
    "valid_from",
    "valid_to",
    "precision",
    "restricted",
    "opened_at",
    "moved_at",
    "kind",
    "team",
    "answer",
    "flags",
    "due",
    "size",
    "closed",
    "stage",
    "sign"
  FROM "case_withdrawn"
  WHERE
    known_at <= CAST('2024-05-09 23:00:00' AS TIMESTAMP)
) AS s
WHERE
  s."object" = 'case:o''clock'
  AND s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
  AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
GROUP BY
  s."object",
  s."force",
  s."source",
  s."born",
  s."began_with",
  s."event",
  s."valid_from",
  s."valid_to",
  s."precision",
  s."restricted",
  s."opened_at",
  s."moved_at",
  s."kind",
  s."team",
  s."answer",
  s."flags",
  s."due",
  s."size",
  s."closed",
  s."stage"
HAVING
  SUM(s."sign") > 0
