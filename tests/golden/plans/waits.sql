WITH hours AS (
  SELECT
    period,
    UNNEST(RANGE(first_hour, end_hour, step)) AS hour
  FROM (VALUES
    (0, 1088400, 1089143, 1),
    (1, 1089143, 1089863, 1)) AS spans(period, first_hour, end_hour, step)
)
SELECT
  w."period",
  w."group_0",
  w."cause",
  w."ending",
  w."wait",
  SUM(w."sign") AS count
FROM (
  SELECT
    hours."period",
    j."group_0",
    CASE
      WHEN j."verdict"
      THEN 1
      WHEN j."moved_at" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND j."moved_at" = j."moved_at"
      THEN 2
      ELSE 0
    END AS cause,
    CAST(NULL AS TEXT) AS ending,
    GREATEST(
      (
        EPOCH_US(
          CASE
            WHEN j."verdict"
            THEN j."closed"
            WHEN j."moved_at" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
            AND j."moved_at" = j."moved_at"
            THEN j."moved_at"
            ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
          END
        ) - EPOCH_US(j."opened_at")
      ) // 60000000,
      0
    ) AS wait,
    j."sign"
  FROM (
    SELECT
      s."sign",
      s."opened_at",
      s."closed",
      s."moved_at",
      s."team" AS group_0,
      CASE
        WHEN (
          s."kind" <> 'void'
        )
        THEN (
          CASE
            WHEN s."opened_at" IS NULL
            OR s."opened_at" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
            OR COALESCE(s."closed" < s."opened_at", FALSE)
            THEN NULL
            WHEN COALESCE(
              (
                s."closed" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
              )
              AND COALESCE(s."closed" <= s."moved_at", TRUE),
              FALSE
            )
            THEN TRUE
            ELSE FALSE
          END
        )
      END AS verdict
    FROM (
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "closed",
        "kind",
        "moved_at",
        "opened_at",
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
        "moved_at",
        "opened_at",
        "team",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND s."valid_to" > CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND s."born"
      AND NOT s."opened_at" IS NULL
      AND s."opened_at" >= CAST('2024-03-01 00:00:00' AS TIMESTAMP)
      AND s."opened_at" < CAST('2024-04-30 23:00:00' AS TIMESTAMP)
      AND COALESCE((
        s."kind" <> 'void'
      ), TRUE)
  ) AS j
  INNER JOIN "hours"
    ON (
      EPOCH_US(j."opened_at") + 2208988800000000
    ) // 3600000000 = hours."hour"
  WHERE
    NOT j."verdict" IS NULL
) AS w
GROUP BY
  w."period",
  w."group_0",
  w."cause",
  w."ending",
  w."wait"
HAVING
  SUM(w."sign") <> 0
