SELECT
  j."group_0",
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) AS numerator,
  COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) AS rest,
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) AS unknown
FROM (
  SELECT
    s."sign",
    s."opened_at",
    then_0."team" AS group_0,
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
  LEFT JOIN (
    SELECT
      s."object",
      s."valid_from",
      s."valid_to",
      s."team"
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "team",
        "born"
      FROM "case_current"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND NOT s."object" IN (
        SELECT
          "object"
        FROM "case_recent"
      )
    UNION ALL
    SELECT
      s."object",
      s."valid_from",
      s."valid_to",
      s."team"
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "team",
        "born",
        "sign"
      FROM "case_current"
      UNION ALL
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "team",
        "born",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > s."valid_from"
      AND s."born"
      AND s."object" IN (
        SELECT
          "object"
        FROM "case_recent"
      )
    GROUP BY
      s."object",
      s."valid_from",
      s."valid_to",
      s."team"
    HAVING
      SUM(s."sign") > 0
  ) AS then_0
    ON then_0."object" = s."object"
    AND then_0."valid_from" <= (
      CASE
        WHEN s."opened_at" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        THEN CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        ELSE s."opened_at"
      END
    )
    AND then_0."valid_to" > (
      CASE
        WHEN s."opened_at" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        THEN CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
        ELSE s."opened_at"
      END
    )
  WHERE
    s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
    AND s."born"
    AND NOT s."opened_at" IS NULL
    AND COALESCE((
      s."kind" <> 'void'
    ), TRUE)
) AS j
GROUP BY
  j."group_0"
HAVING
  COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    NOT j."verdict"), 0) <> 0
  OR COALESCE(SUM(j."sign") FILTER(WHERE
    j."verdict" IS NULL), 0) <> 0
