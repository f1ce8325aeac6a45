package io.patchbay.routing.limit;

import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Measure;

/// What is counted: one measure of one limit, for one subject, in one period.
///
/// @param quota document and subject, as `sim-plan line/gsm-1`
/// @param period when it began; empty: for good
public record CounterKey(String quota, Measure measure, String period) {
  static CounterKey of(Claim claim) {
    return new CounterKey(claim.getQuota(), claim.getMeasure(), claim.getPeriod());
  }
}
