-- CreateTable
CREATE TABLE "rate_limits" (
    "bucket" TEXT NOT NULL,
    "uses" TIMESTAMPTZ(3)[],

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("bucket")
);
