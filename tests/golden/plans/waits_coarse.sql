SELECT
  w."cause",
  w."ending",
  w."wait",
  SUM(w."sign") AS count
FROM (
  SELECT
    CASE
      WHEN j."verdict"
      THEN 1
      WHEN j."moved_at" <= CASE
        WHEN j."precision" = 'month'
        THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
        ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      END
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
            WHEN j."moved_at" <= CASE
              WHEN j."precision" = 'month'
              THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
              ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
            END
            AND j."moved_at" = j."moved_at"
            THEN j."moved_at"
            ELSE CASE
              WHEN j."precision" = 'month'
              THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
              ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
            END
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
      s."precision",
      CASE
        WHEN (
          s."kind" <> 'void'
        )
        THEN (
          CASE
            WHEN s."opened_at" IS NULL
            OR s."opened_at" > CASE
              WHEN s."precision" = 'month'
              THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
              ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
            END
            OR COALESCE(s."closed" < s."opened_at", FALSE)
            THEN NULL
            WHEN COALESCE(
              (
                s."closed" <= CASE
                  WHEN s."precision" = 'month'
                  THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
                  ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
                END
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
        "precision",
        "closed",
        "kind",
        "moved_at",
        "opened_at",
        "sign"
      FROM "case_current"
      UNION ALL
      SELECT
        "object",
        "valid_from",
        "valid_to",
        "born",
        "precision",
        "closed",
        "kind",
        "moved_at",
        "opened_at",
        "sign"
      FROM "case_recent"
    ) AS s
    WHERE
      s."valid_to" > CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
      AND s."valid_from" <= CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      AND s."valid_from" <= CASE
        WHEN s."precision" = 'month'
        THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
        ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      END
      AND s."valid_to" > CASE
        WHEN s."precision" = 'month'
        THEN CAST('2024-04-30 22:59:59.999999' AS TIMESTAMP)
        ELSE CAST('2024-05-15 22:59:59.999999' AS TIMESTAMP)
      END
      AND s."born"
      AND NOT s."opened_at" IS NULL
      AND COALESCE((
        s."kind" <> 'void'
      ), TRUE)
  ) AS j
  WHERE
    NOT j."verdict" IS NULL
) AS w
GROUP BY
  w."cause",
  w."ending",
  w."wait"
HAVING
  SUM(w."sign") <> 0
