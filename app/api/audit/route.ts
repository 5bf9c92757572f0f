import { exportAudit } from '#server/trpc/audit-export.ts';

export const dynamic = 'force-dynamic';

export { exportAudit as GET };
