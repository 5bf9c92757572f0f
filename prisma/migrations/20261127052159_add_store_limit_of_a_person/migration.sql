-- AlterTable
ALTER TABLE "users" ADD COLUMN     "max_stores" INTEGER;
