SELECT
  COUNT(*) FILTER(WHERE
    o."born" > 0),
  COUNT(*) FILTER(WHERE
    o."born" = 0 AND o."unborn" > 0),
  COALESCE(SUM(o."unborn") FILTER(WHERE
    o."born" > 0), 0),
  COUNT(*) FILTER(WHERE
    o."restricted" > 0),
  COALESCE(MAX(o."events"), 0)
FROM (
  SELECT
    s."object",
    COALESCE(SUM(s."sign") FILTER(WHERE
      s."born"), 0) AS born,
    COALESCE(SUM(s."sign") FILTER(WHERE
      NOT s."born" AND NOT s."began_with" IS NULL), 0) AS unborn,
    COALESCE(SUM(s."sign") FILTER(WHERE
      NOT s."began_with" IS NULL), 0) AS events,
    COALESCE(
      SUM(s."sign") FILTER(WHERE
        s."restricted"
        AND s."valid_from" <= CAST('2024-06-15 11:00:00' AS TIMESTAMP)
        AND s."valid_to" > CAST('2024-06-15 11:00:00' AS TIMESTAMP)),
      0
    ) AS restricted
  FROM (
    SELECT
      "object",
      "born",
      "began_with",
      "restricted",
      "valid_from",
      "valid_to",
      "sign"
    FROM "case_current"
    UNION ALL
    SELECT
      "object",
      "born",
      "began_with",
      "restricted",
      "valid_from",
      "valid_to",
      "sign"
    FROM "case_recent"
  ) AS s
  GROUP BY
    s."object"
) AS o
