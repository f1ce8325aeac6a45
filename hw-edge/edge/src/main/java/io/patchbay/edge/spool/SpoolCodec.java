package io.patchbay.edge.spool;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.patchbay.edge.spool.SpoolEntry.Alive;
import io.patchbay.edge.spool.SpoolEntry.CheckpointEnd;
import io.patchbay.edge.spool.SpoolEntry.CommandBegun;
import io.patchbay.edge.spool.SpoolEntry.CommandEnded;
import io.patchbay.edge.spool.SpoolEntry.Concluded;
import io.patchbay.edge.spool.SpoolEntry.FactAdded;
import io.patchbay.edge.spool.SpoolEntry.FactsAcked;
import io.patchbay.edge.spool.SpoolEntry.MessageDeleted;
import io.patchbay.edge.spool.SpoolEntry.MessageSeen;
import io.patchbay.edge.spool.SpoolEntry.Position;
import io.patchbay.edge.spool.SpoolEntry.SnapshotDropped;
import io.patchbay.edge.spool.SpoolEntry.SnapshotPut;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.LiveCall;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Entries on disk.
///
/// ```
///  0        4        8      9
/// +--------+--------+------+---------------------------+
/// | length | CRC32C | kind | fields                    |   length counts kind and fields,
/// +--------+--------+------+---------------------------+   CRC covers them; big endian
/// ```
final class SpoolCodec {
  static final int HEADER = 8;

  /// Larger entries are not written and not believed.
  static final int MAX_BODY = 1 << 20;

  private SpoolCodec() {}

  static byte[] encode(SpoolEntry entry) {
    byte[] body =
        switch (entry) {
          case Position(long next) -> numbered(1, next);
          case FactAdded(Fact fact) -> message(2, "", fact);
          case FactsAcked(long sequence) -> numbered(3, sequence);
          case SnapshotPut(String owner, LiveCall call) -> message(4, owner, call);
          case SnapshotDropped(String id) -> text(5, 0, id);
          case Concluded(String id, Fact record) -> message(6, id, record);
          case CommandBegun(String id, Instant at) -> text(7, at.toEpochMilli(), id);
          case CommandEnded(CommandResult result, Instant at) ->
              message(8, Long.toString(at.toEpochMilli()), result);
          case MessageDeleted(String key) -> text(9, 0, key);
          case MessageSeen(String key, int occurrence, boolean deleted) ->
              text(10, occurrence * 2L + (deleted ? 1 : 0), key);
          case Alive(Instant at) -> numbered(11, at.toEpochMilli());
          case CheckpointEnd _ -> new byte[] {12};
        };
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException("spool entry of " + body.length + " bytes is too large");
    }
    var crc = new CRC32C();
    crc.update(body);
    return ByteBuffer.allocate(HEADER + body.length)
        .putInt(body.length)
        .putInt((int) crc.getValue())
        .put(body)
        .array();
  }

  /// Reads one entry and moves the buffer behind it; null at the end and at the first torn or
  /// damaged entry, the buffer then stays before it.
  static @Nullable SpoolEntry decode(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() < HEADER + 1) {
      return null;
    }
    int length = in.getInt();
    int sum = in.getInt();
    if (length < 1 || length > MAX_BODY || length > in.remaining()) {
      in.position(start);
      return null;
    }
    byte[] body = new byte[length];
    in.get(body);
    var crc = new CRC32C();
    crc.update(body);
    SpoolEntry entry = (int) crc.getValue() == sum ? parse(ByteBuffer.wrap(body)) : null;
    if (entry == null) {
      in.position(start);
    }
    return entry;
  }

  private static @Nullable SpoolEntry parse(ByteBuffer body) {
    try {
      return switch (body.get()) {
        case 1 -> new Position(body.getLong());
        case 2 -> {
          text(body);
          yield new FactAdded(Fact.parseFrom(body));
        }
        case 3 -> new FactsAcked(body.getLong());
        case 4 -> new SnapshotPut(text(body), LiveCall.parseFrom(body));
        case 5 -> {
          body.getLong();
          yield new SnapshotDropped(text(body));
        }
        case 6 -> new Concluded(text(body), Fact.parseFrom(body));
        case 7 -> {
          var at = Instant.ofEpochMilli(body.getLong());
          yield new CommandBegun(text(body), at);
        }
        case 8 -> {
          var at = Instant.ofEpochMilli(Long.parseLong(text(body)));
          yield new CommandEnded(CommandResult.parseFrom(body), at);
        }
        case 9 -> {
          body.getLong();
          yield new MessageDeleted(text(body));
        }
        case 10 -> {
          long value = body.getLong();
          yield new MessageSeen(text(body), (int) (value / 2), value % 2 == 1);
        }
        case 11 -> new Alive(Instant.ofEpochMilli(body.getLong()));
        case 12 -> new CheckpointEnd();
        default -> null;
      };
    } catch (BufferUnderflowException
        | InvalidProtocolBufferException
        | NumberFormatException damaged) {
      return null;
    }
  }

  private static byte[] numbered(int kind, long value) {
    return ByteBuffer.allocate(9).put((byte) kind).putLong(value).array();
  }

  private static byte[] text(int kind, long value, String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(13 + utf.length)
        .put((byte) kind)
        .putLong(value)
        .putInt(utf.length)
        .put(utf)
        .array();
  }

  private static byte[] message(int kind, String text, MessageLite message) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = message.toByteArray();
    return ByteBuffer.allocate(5 + utf.length + bytes.length)
        .put((byte) kind)
        .putInt(utf.length)
        .put(utf)
        .put(bytes)
        .array();
  }

  private static String text(ByteBuffer body) {
    int length = body.getInt();
    if (length < 0 || length > body.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] utf = new byte[length];
    body.get(utf);
    return new String(utf, StandardCharsets.UTF_8);
  }
}
