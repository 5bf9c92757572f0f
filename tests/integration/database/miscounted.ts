/** Where `store_counts` and the stores themselves differ: no row where the counts are right. */
export const MISCOUNTED = `
  SELECT owner_id, status, coalesce(counted.count, 0) AS counted, coalesce(there.count, 0) AS there
    FROM store_counts counted
    FULL JOIN (SELECT owner_id, status, count(*) FROM stores GROUP BY owner_id, status) there USING (owner_id, status)
    WHERE coalesce(counted.count, 0) <> coalesce(there.count, 0)`;
