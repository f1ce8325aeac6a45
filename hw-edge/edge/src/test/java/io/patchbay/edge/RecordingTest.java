package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.edge.record.OggReader;
import io.patchbay.edge.record.Tones;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.RecordingSpec.Format;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Conclude;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Join;
import io.patchbay.proto.edge.v1.Record;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.StopRecording;
import io.patchbay.testkit.line.ScriptedDriver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A call is recorded to a file of the edge, which its record names.
@Timeout(60)
final class RecordingTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static Command.Builder record(int beepSeconds) {
    return Command.newBuilder()
        .setRecord(Record.newBuilder().setLegId("x-a").setBeepIntervalS(beepSeconds));
  }

  private static void call(FakeTrunk trunk) {
    Rig.primary(trunk);
    for (String leg : new String[] {"x-a", "x-b"}) {
      var create = CreateRtp.newBuilder().setCallId("x").setLegId(leg);
      assertTrue(trunk.ask(Command.newBuilder().setCreateRtp(create), leg).hasAccepted());
    }
    var join = Join.newBuilder().setCallId("x").addLegIds("x-a").addLegIds("x-b");
    assertTrue(trunk.ask(Command.newBuilder().setJoin(join), "j").hasAccepted());
  }

  private static CallRecord conclude(FakeTrunk trunk) {
    var conclude =
        Conclude.newBuilder().setCallId("x").setRecord(CallRecord.newBuilder().setCallId("x"));
    trunk.send(Command.newBuilder().setCommandId("c").setConclude(conclude).build());
    return trunk.next(EdgeUp::hasFact, EdgeUp::getFact).getCallRecord();
  }

  @Test
  void aFileHasBothSidesAndTheRecordNamesIt() throws Exception {
    CallRecord record;
    String name;
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      call(trunk);
      name = trunk.ask(record(1), "r1").getAccepted().getValue();
      assertEquals("x-1.wav", name);
      assertEquals(name, trunk.ask(record(1), "r2").getAccepted().getValue(), "one at a time");
      Path file = directory.resolve("data").resolve("recordings").resolve(name);
      awaitSize(file, 44 + 16_000);
      var stop = StopRecording.newBuilder().setCallId("x");
      assertEquals(
          name,
          trunk.ask(Command.newBuilder().setStopRecording(stop), "s1").getAccepted().getValue());
      assertEquals(
          "",
          trunk.ask(Command.newBuilder().setStopRecording(stop), "s2").getAccepted().getValue());
      assertEquals("x-2.wav", trunk.ask(record(0), "r3").getAccepted().getValue());
      record = conclude(trunk);
    }
    assertEquals(2, record.getRecordingsCount());
    assertEquals(name, record.getRecordings(0).getFile());
    assertTrue(record.getRecordings(0).hasEndedAt());
    assertTrue(record.getRecordings(1).hasStartedAt());
    assertEquals("", record.getRecordings(0).getCut());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("data/recordings/" + name))));
    var wav = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("data/recordings/" + name)));
    wav.order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x46464952, wav.getInt(0), "RIFF");
    assertEquals(wav.limit() - 8, wav.getInt(4));
    assertEquals(2, wav.getShort(22), "channels");
    assertEquals(8000, wav.getInt(24));
    assertEquals(wav.limit() - 44, wav.getInt(40));
    assertTrue(loud(wav, 0) && loud(wav, 1), "both sides hear the tone");
  }

  @Test
  void asOpusItIsAnAnnouncementThatBothHear() throws Exception {
    Path announcements = Files.createDirectories(directory.resolve("data/announcements"));
    Tones.wav(announcements.resolve("told.wav"), 700, -15, 8000);
    Path file = directory.resolve("data/recordings/x-1.opus");
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      call(trunk);
      var wanted = record(0);
      wanted.getRecordBuilder().setFormat(Format.FORMAT_OPUS).setAnnouncement("../told.wav");
      var refused = trunk.ask(wanted, "r1").getRefused();
      assertEquals(Refusal.REFUSAL_INVALID, refused.getKind());
      assertEquals("announcement ../told.wav: not the name of a .wav file", refused.getReason());
      wanted.getRecordBuilder().setAnnouncement("told.wav");
      assertEquals("x-1.opus", trunk.ask(wanted, "r2").getAccepted().getValue());
      assertEquals("x-1.opus", trunk.ask(wanted, "r3").getAccepted().getValue(), "one at a time");
      awaitSize(file, 3000);
      assertEquals("x-1.opus", conclude(trunk).getRecordings(0).getFile());
    }
    var sides = OggReader.sides(file);
    for (var side : sides) {
      assertEquals(-15, Tones.level(side, 1600, 7200, 700), 1);
      assertTrue(Tones.level(side, 8200, side.length, 700) < -50, "it is said once");
    }
  }

  @Test
  void whereThereIsNoDiskTheCallGoesOnAndAnAlarmIsRaised() throws Exception {
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("data").resolve("recordings"), "in the way");
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      call(trunk);
      assertTrue(trunk.ask(record(1), "r1").hasAccepted());
      var alarm =
          Rig.line(
              trunk, event -> event.hasStatus() && event.getStatus().containsAlarms("recordings"));
      assertTrue(
          alarm.getStatus().getAlarmsOrThrow("recordings").startsWith("calls cannot be recorded"));
      assertEquals("x", conclude(trunk).getCallId());
    }
  }

  @Test
  void whatAnEdgeHadRecordedBeforeItDiedIsInTheRecord() throws Exception {
    Path file = directory.resolve("data").resolve("recordings").resolve("x-1.wav");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[44 + 64_000]);
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var recording = conclude(trunk).getRecordings(0);
      assertEquals("x-1.wav", recording.getFile());
      assertEquals("the edge ended", recording.getCut());
      assertEquals(2, recording.getEndedAt().getSeconds() - recording.getStartedAt().getSeconds());
    }
  }

  @Test
  void whatIsNotThereIsNotRecorded() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      assertEquals(Refusal.REFUSAL_NOT_FOUND, trunk.ask(record(1), "r1").getRefused().getKind());
    }
  }

  private static void awaitSize(Path file, long octets) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(file) || Files.size(file) < octets) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(file + " does not grow to " + octets);
      }
      Thread.onSpinWait();
    }
  }

  private static boolean loud(ByteBuffer wav, int channel) {
    int loudest = 0;
    for (int at = 44 + 2 * channel; at + 1 < wav.limit(); at += 4) {
      loudest = Math.max(loudest, Math.abs(wav.getShort(at)));
    }
    return loudest > 1000;
  }
}
