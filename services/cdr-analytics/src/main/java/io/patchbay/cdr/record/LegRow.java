package io.patchbay.cdr.record;

import static io.patchbay.cdr.record.CallRow.instant;
import static io.patchbay.cdr.record.CallRow.small;
import static io.patchbay.cdr.record.CallRow.text;

import io.patchbay.proto.cdr.v1.LegRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The columns of one leg.
///
/// @param position of the leg in its record, from 0
/// @param kind line, extension or trunk
/// @param cause Q.850
public record LegRow(
    int position,
    String kind,
    String name,
    String number,
    String direction,
    @Nullable Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    int cause,
    int sipStatus,
    String codec,
    long packetsReceived,
    long packetsLost,
    double jitterMs) {
  static LegRow of(int position, LegRecord leg) {
    double jitterMs = leg.getRtp().getJitterMs();
    return new LegRow(
        position,
        text(leg.getKind()),
        text(leg.getName()),
        text(leg.getNumber()),
        text(leg.getDirection()),
        instant(leg.hasStartedAt(), leg.getStartedAt()).orElse(null),
        instant(leg.hasAnsweredAt(), leg.getAnsweredAt()).orElse(null),
        instant(leg.hasEndedAt(), leg.getEndedAt()).orElse(null),
        small(leg.getCause()),
        small(leg.getSipStatus()),
        text(leg.getCodec()),
        leg.getRtp().getPacketsReceived(),
        leg.getRtp().getPacketsLost(),
        Double.isFinite(jitterMs) ? jitterMs : 0);
  }
}
