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
        EPOCH_US(j."valid_from") + 2208988800000000
      ) // 3600000000 AS hour,
      j."sign"
    FROM (
      SELECT
        s."sign",
        s."valid_from",
        s."valid_to",
        CASE WHEN (
          s."closed" IS NULL AND s."kind" <> 'void'
        ) THEN TRUE END AS verdict
      FROM (
        SELECT
          "object",
          "valid_from",
          "valid_to",
          "born",
          "closed",
          "kind",
          "sign"
        FROM "case_current"
        UNION ALL
        SELECT
          "object",
          "valid_from",
          "valid_to",
          "born",
          "closed",
          "kind",
          "sign"
        FROM "case_recent"
      ) AS s
      WHERE
        s."valid_to" > s."valid_from"
        AND s."born"
        AND s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        AND COALESCE((
          s."closed" IS NULL AND s."kind" <> 'void'
        ), TRUE)
    ) AS j
    WHERE
      j."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    UNION ALL
    SELECT
      (
        EPOCH_US(j."valid_to") + 2208988800000000
      ) // 3600000000 AS hour,
      j."sign"
    FROM (
      SELECT
        s."sign",
        s."valid_from",
        s."valid_to",
        CASE WHEN (
          s."closed" IS NULL AND s."kind" <> 'void'
        ) THEN TRUE END AS verdict
      FROM (
        SELECT
          "object",
          "valid_from",
          "valid_to",
          "born",
          "closed",
          "kind",
          "sign"
        FROM "case_current"
        UNION ALL
        SELECT
          "object",
          "valid_from",
          "valid_to",
          "born",
          "closed",
          "kind",
          "sign"
        FROM "case_recent"
      ) AS s
      WHERE
        s."valid_to" > s."valid_from"
        AND s."born"
        AND s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        AND COALESCE((
          s."closed" IS NULL AND s."kind" <> 'void'
        ), TRUE)
    ) AS j
    WHERE
      j."valid_to" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
  ) AS x
  GROUP BY
    x."hour"
  HAVING
    SUM(x."sign") <> 0
) AS n
