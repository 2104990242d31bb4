SELECT
  r."object",
  r."moment"
FROM (
  SELECT
    j."object",
    j."moment"
  FROM (
    WITH hours AS (
      SELECT
        period,
        UNNEST(RANGE(first_hour, end_hour, step)) AS hour
      FROM (VALUES
        (0, 1088400, 1089143, 1),
        (1, 1089143, 1089863, 1)) AS spans(period, first_hour, end_hour, step)
    )
    SELECT
      b."period",
      b."group_0",
      b."object",
      b."moment",
      SUM(b."change") AS change
    FROM (
      SELECT
        hours."period",
        j."group_0",
        j."object",
        j."valid_from" AS moment,
        j."sign" AS change
      FROM (
        SELECT
          s."sign",
          s."valid_from",
          s."valid_to",
          s."object",
          s."team" AS group_0,
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
            "team",
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
            "team",
            "sign"
          FROM "case_recent"
        ) AS s
        WHERE
          s."valid_to" > s."valid_from"
          AND s."born"
          AND s."valid_from" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
          AND s."valid_to" >= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
          AND COALESCE((
            s."closed" IS NULL AND s."kind" <> 'void'
          ), TRUE)
      ) AS j
      INNER JOIN "hours"
        ON (
          EPOCH_US(j."valid_from") + 2208988800000000
        ) // 3600000000 = hours."hour"
      WHERE
        j."verdict"
        AND j."valid_from" >= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
        AND j."valid_from" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
      UNION ALL
      SELECT
        hours."period",
        j."group_0",
        j."object",
        j."valid_to" AS moment,
        -j."sign" AS change
      FROM (
        SELECT
          s."sign",
          s."valid_from",
          s."valid_to",
          s."object",
          s."team" AS group_0,
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
            "team",
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
            "team",
            "sign"
          FROM "case_recent"
        ) AS s
        WHERE
          s."valid_to" > s."valid_from"
          AND s."born"
          AND s."valid_from" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
          AND s."valid_to" >= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
          AND COALESCE((
            s."closed" IS NULL AND s."kind" <> 'void'
          ), TRUE)
      ) AS j
      INNER JOIN "hours"
        ON (
          EPOCH_US(j."valid_to") + 2208988800000000
        ) // 3600000000 = hours."hour"
      WHERE
        j."verdict"
        AND j."valid_to" >= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
        AND j."valid_to" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
    ) AS b
    GROUP BY
      b."period",
      b."group_0",
      b."object",
      b."moment"
    HAVING
      SUM(b."change") <> 0
  ) AS j
  WHERE
    j."change" > 0 AND j."group_0" IS NOT DISTINCT FROM 'north'
) AS r
ORDER BY
  r."moment",
  r."object"
LIMIT 50
OFFSET 0
