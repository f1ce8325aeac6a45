package io.patchbay.console.rest;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Fault;
import io.patchbay.contract.RouteQuestions;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/// Query parameters as requests; what cannot be read is named.
public final class Queries {
  private static final int LARGEST_PAGE = 1000;

  private Queries() {}

  public static ListMessagesRequest messages(
      String line, String peer, String direction, int pageSize, String pageToken) {
    return ListMessagesRequest.newBuilder()
        .setLine(line.strip())
        .setPeer(peer.strip())
        .setDirection(direction(direction))
        .setPageSize(page(pageSize))
        .setPageToken(pageToken)
        .build();
  }

  /// As `cdr.v1.ListRecordsRequest`.
  ///
  /// @param since RFC 3339, or a date or date and time in UTC; empty: any
  public static ListRecordsRequest records(
      String since, String until, String line, String number, int pageSize, String pageToken) {
    ListRecordsRequest.Builder request =
        ListRecordsRequest.newBuilder()
            .setLine(line.strip())
            .setNumber(number.strip())
            .setPageSize(page(pageSize))
            .setPageToken(pageToken);
    if (!since.isBlank()) {
      request.setSince(time("since", since.strip()));
    }
    if (!until.isBlank()) {
      request.setUntil(time("until", until.strip()));
    }
    return request.build();
  }

  /// As `policy.v1.RouteRequest`.
  ///
  /// @param from as [RouteQuestions#of] takes it
  /// @param at RFC 3339, or a date and time in UTC; empty: now
  public static RouteRequest route(String from, String calling, String called, String at) {
    Timestamp time = at.isBlank() ? Timestamps.now() : time("at", at.strip());
    return RouteQuestions.of(
        from.strip(),
        calling.strip(),
        called.strip(),
        Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
  }

  private static int page(int size) {
    if (size < 0 || size > LARGEST_PAGE) {
      throw new Fault(Fault.Kind.INVALID, "pageSize " + size + ": 1 to " + LARGEST_PAGE);
    }
    return size;
  }

  private static Direction direction(String word) {
    return switch (word) {
      case "" -> Direction.DIRECTION_UNSPECIFIED;
      case "inbound" -> Direction.DIRECTION_INBOUND;
      case "outbound" -> Direction.DIRECTION_OUTBOUND;
      default ->
          throw new Fault(Fault.Kind.INVALID, "direction '" + word + "': inbound or outbound");
    };
  }

  private static Timestamp time(String name, String text) {
    try {
      return Timestamps.fromMillis(instant(text).toEpochMilli());
    } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
      throw new Fault(Fault.Kind.INVALID, name + " '" + text + "': e.g. 2026-01-31T12:00:00Z", e);
    }
  }

  private static Instant instant(String text) {
    if (!text.contains("T")) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d")
        ? java.time.OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
