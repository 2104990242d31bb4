SELECT
  r."object",
  r."force",
  r."opened_at",
  r."kind",
  r."team"
FROM (
  SELECT
    j."object",
    j."force",
    j."opened_at",
    j."kind",
    j."team"
  FROM (
    SELECT
      s."sign",
      s."object",
      s."force",
      s."opened_at",
      s."kind",
      s."team",
      s."team" AS group_0,
      CASE WHEN (
        s."kind" <> 'void'
      ) THEN TRUE END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "kind",
        "opened_at",
        "team",
        "force",
        "sign"
      FROM "case_current"
      UNION ALL
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "kind",
        "opened_at",
        "team",
        "force",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND s."born"
      AND NOT s."opened_at" IS NULL
      AND COALESCE((
        s."kind" <> 'void'
      ), TRUE)
  ) AS j
  WHERE
    j."verdict" AND j."group_0" IS NOT DISTINCT FROM 'north'
  GROUP BY
    j."object",
    j."force",
    j."opened_at",
    j."kind",
    j."team"
  HAVING
    SUM(j."sign") > 0
) AS r
ORDER BY
  r."object",
  r."force",
  r."opened_at",
  r."kind",
  r."team"
LIMIT 50
OFFSET 50
