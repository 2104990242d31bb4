SELECT
  MIN(n."hour"),
  MAX(n."hour")
FROM (
  SELECT
    x."hour",
    SUM(x."sign") AS net
  FROM (
    SELECT
      (
        EPOCH_US(CAST(j."opened_at" AS TIMESTAMP)) + 2208988800000000
      ) // 3600000000 AS hour,
      j."sign"
    FROM (
      SELECT
        s."sign",
        s."opened_at",
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
  ) AS x
  GROUP BY
    x."hour"
  HAVING
    SUM(x."sign") <> 0
) AS n
