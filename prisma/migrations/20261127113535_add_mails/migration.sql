-- CreateEnum
CREATE TYPE "mail_subject" AS ENUM ('failed', 'deleted');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "mail_on_failure" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "mail_on_ready" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "mails" (
    "operation_id" UUID NOT NULL,
    "subject" "mail_subject" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "send_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("operation_id","subject")
);
