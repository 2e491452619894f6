-- CreateIndex
CREATE INDEX "deliveries_simulated" ON "deliveries"("id") WHERE (simulated);
