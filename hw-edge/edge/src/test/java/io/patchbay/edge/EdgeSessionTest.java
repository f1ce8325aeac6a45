package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.CallOffered;
import io.patchbay.line.LineEvent.CallReleased;
import io.patchbay.line.LineEvent.DtmfReceived;
import io.patchbay.line.LineEvent.OffHook;
import io.patchbay.line.LineEvent.OnHook;
import io.patchbay.line.LineEvent.PulseDigit;
import io.patchbay.line.LineEvent.SmsReceived;
import io.patchbay.line.LineEvent.StatusChanged;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.Answer;
import io.patchbay.proto.edge.v1.CodecCapability;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Conclude;
import io.patchbay.proto.edge.v1.Configure;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Join;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.PutSnapshot;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Release;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.SendSms;
import io.patchbay.testkit.line.ScriptedDriver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class EdgeSessionTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static Command.Builder dial(String call, String line) {
    return Command.newBuilder()
        .setDial(
            Dial.newBuilder()
                .setCallId(call)
                .setLegId(call + "-b")
                .setLine(line)
                .setNumber("10086"));
  }

  private static Command.Builder snapshot(String call) {
    return Command.newBuilder()
        .setPutSnapshot(
            PutSnapshot.newBuilder().setCallId(call).setSnapshot(ByteString.copyFromUtf8("notes")));
  }

  @Test
  void mobileCallIsOfferedAnsweredJoinedAndConcluded() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      assertEquals("Bearer secret", trunk.token());
      var sim = driver.line("sim-1");
      sim.emit(new CallOffered(sim.now(), 1, "13900000002", ""));
      var offered = Rig.offered(trunk);
      assertEquals("13900000002", offered.getOffered().getCallingNumber());
      assertEquals("13800000001", offered.getOffered().getCalledNumber());
      String call = offered.getCallId();
      var rtp =
          trunk.ask(
              Command.newBuilder()
                  .setCreateRtp(CreateRtp.newBuilder().setCallId(call).setLegId(call + "-b")),
              "1");
      assertTrue(rtp.getAccepted().getRtp().getPort() >= 26_000);
      trunk.send(
          Command.newBuilder()
              .setCommandId("2")
              .setAnswer(Answer.newBuilder().setLegId(offered.getLegId()))
              .build());
      assertEquals(1, sim.next(LineCommand.Answer.class).call());
      sim.emit(new io.patchbay.line.LineEvent.CallAnswered(sim.now(), 1));
      Rig.line(trunk, LineEvent::hasAnswered);
      var join = Join.newBuilder().setCallId(call).addLegIds(call + "-a").addLegIds(call + "-b");
      assertTrue(trunk.ask(Command.newBuilder().setJoin(join), "3").hasAccepted());
      sim.emit(new CallReleased(sim.now(), 1, Cause.NORMAL_CLEARING));
      assertEquals(16, Rig.line(trunk, LineEvent::hasReleased).getReleased().getCause());
      var record =
          CallRecord.newBuilder()
              .setCallId(call)
              .addLegs(LegRecord.newBuilder().setLegId(call + "-b"));
      var conclude = Conclude.newBuilder().setCallId(call).setRecord(record);
      trunk.send(Command.newBuilder().setCommandId("4").setConclude(conclude).build());
      var fact = trunk.next(EdgeUp::hasFact, EdgeUp::getFact);
      assertEquals(call, fact.getCallRecord().getCallId());
      assertTrue(fact.getCallRecord().getLegs(0).hasRtp());
      trunk.acknowledge(fact.getSequence());
    }
  }

  @Test
  void repeatedDialIsCarriedOutOnceAndTheSecondCallerFindsTheLineBusy() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      assertTrue(trunk.ask(dial("x", "sim-1"), "d1").hasAccepted());
      assertTrue(trunk.ask(dial("x", "sim-1"), "d1").hasAccepted());
      assertEquals("10086", sim.next(LineCommand.Dial.class).number());
      var refused = trunk.ask(dial("y", "sim-1"), "d2").getRefused();
      assertEquals(Refusal.REFUSAL_BUSY, refused.getKind());
      assertEquals(0, sim.count(LineCommand.Dial.class));
      assertEquals(
          Refusal.REFUSAL_NOT_FOUND, trunk.ask(dial("z", "nowhere"), "d3").getRefused().getKind());
    }
  }

  @Test
  void callsOfADeadReplicaAreOfferedToTheOther() throws Exception {
    try (var second = new FakeTrunk()) {
      var first = new FakeTrunk();
      try (var edge = Rig.edge(directory, driver, first)) {
        Rig.assertRuns(edge);
        Rig.primary(first);
        var sim = driver.line("sim-1");
        first.ask(dial("x", "sim-1"), "d1");
        int call = sim.next(LineCommand.Dial.class).call();
        first.ask(snapshot("x"), "s1");
        first.close();
        sim.emit(new CallReleased(sim.now(), call, Cause.NORMAL_CLEARING));
      }
      // the edge has restarted: the call is offered as lost, and concluded by another replica
      try (var edge = Rig.edge(directory, driver, second)) {
        Rig.assertRuns(edge);
        var offered = second.next(EdgeUp::hasOfferedCalls, EdgeUp::getOfferedCalls).getCalls(0);
        assertTrue(offered.getLost());
        assertEquals("notes", offered.getSnapshot().toStringUtf8());
        var conclude =
            Conclude.newBuilder().setCallId("x").setRecord(CallRecord.newBuilder().setCallId("x"));
        second.send(Command.newBuilder().setCommandId("c").setConclude(conclude).build());
        assertEquals("record-x", second.next(EdgeUp::hasFact, EdgeUp::getFact).getFactId());
      }
    }
  }

  @Test
  void aReplicaHearsWhatLinesSaidBetweenItsHelloAndItsWelcome() throws Exception {
    try (var trunk = new FakeTrunk()) {
      trunk.keepWaiting();
      try (var edge = Rig.edge(directory, driver, trunk)) {
        Rig.assertRuns(edge);
        Rig.hello(trunk);
        var sim = driver.line("sim-1");
        sim.emit(new StatusChanged(sim.now(), LineStatus.of(LineState.OUT_OF_SERVICE, "no SIM")));
        trunk.welcome();
        var told = Rig.line(trunk, e -> e.hasStatus() && e.getLine().equals("sim-1"));
        assertEquals("no SIM", told.getStatus().getReason());
      }
    }
  }

  @Test
  void secondReplicaAdoptsWhatTheFirstHad() throws Exception {
    var first = new FakeTrunk();
    try (var second = new FakeTrunk();
        var edge = Rig.edge(directory, driver, first, second)) {
      Rig.assertRuns(edge);
      Rig.hello(first);
      Rig.hello(second);
      var sim = driver.line("sim-1");
      assertTrue(first.ask(dial("x", "sim-1"), "d1").hasAccepted());
      int number = sim.next(LineCommand.Dial.class).call();
      assertTrue(first.ask(snapshot("x"), "s1").hasAccepted());
      // only the primary's calls move with it: make sure the other one is primary afterwards
      first.close();
      var offered = second.next(EdgeUp::hasOfferedCalls, EdgeUp::getOfferedCalls).getCalls(0);
      assertEquals("x", offered.getCallId());
      assertEquals("sim-1", offered.getLegs(0).getLine());
      sim.emit(new CallReleased(sim.now(), number, Cause.USER_BUSY));
      assertEquals(17, Rig.line(second, LineEvent::hasReleased).getReleased().getCause());
    }
  }

  @Test
  void aReplicaThatRetiresKeepsItsCallsAndAnotherIsPrimary() throws Exception {
    try (var first = new FakeTrunk();
        var second = new FakeTrunk();
        var edge = Rig.edge(directory, driver, first, second)) {
      Rig.assertRuns(edge);
      Rig.hello(first);
      Rig.hello(second);
      var sim = driver.line("sim-1");
      assertTrue(first.ask(dial("x", "sim-1"), "d1").hasAccepted());
      int number = sim.next(LineCommand.Dial.class).call();
      first.retire(true);
      Rig.primary(second);
      sim.emit(new CallReleased(sim.now(), number, Cause.USER_BUSY));
      assertEquals(17, Rig.line(first, LineEvent::hasReleased).getReleased().getCause());
      first.retire(false);
      second.retire(true);
      Rig.primary(first);
    }
  }

  @Test
  void phoneDialsByPulsesAndHangsUp() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var phone = driver.line("fxs-1");
      phone.emit(new OffHook(phone.now()));
      for (char digit : "101".toCharArray()) {
        phone.emit(new PulseDigit(phone.now(), digit));
      }
      var offered = Rig.offered(trunk);
      assertEquals("101", offered.getOffered().getCalledNumber());
      assertEquals("201", offered.getOffered().getCallingNumber());
      phone.emit(new OnHook(phone.now()));
      assertEquals(offered.getLegId(), Rig.line(trunk, LineEvent::hasReleased).getLegId());
    }
  }

  @Test
  void digitOfAMobileIsToldOnceAndAnRtpDigitGoesToTheModem() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      trunk.ask(dial("x", "sim-1"), "d1");
      int number = sim.next(LineCommand.Dial.class).call();
      var remote =
          RtpDescription.newBuilder()
              .setAddress("127.0.0.1")
              .setPort(9)
              .setCodec("PCMA")
              .setPayloadType(8)
              .setTelephoneEventPayloadType(101);
      var create = CreateRtp.newBuilder().setCallId("x").setLegId("x-a").setRemote(remote);
      assertTrue(trunk.ask(Command.newBuilder().setCreateRtp(create), "r").hasAccepted());
      var join = Join.newBuilder().setCallId("x").addLegIds("x-a").addLegIds("x-b");
      assertTrue(trunk.ask(Command.newBuilder().setJoin(join), "j").hasAccepted());
      sim.emit(new DtmfReceived(sim.now(), number, '5'));
      assertEquals("5", Rig.line(trunk, LineEvent::hasDtmf).getDtmf().getDigit());
      var send = io.patchbay.proto.edge.v1.SendDtmf.newBuilder().setLegId("x-b").setDigits("7");
      assertTrue(trunk.ask(Command.newBuilder().setSendDtmf(send), "t").hasAccepted());
      assertEquals("7", sim.next(LineCommand.SendDtmf.class).digits());
      var release = Release.newBuilder().setLegId("x-a");
      var released = trunk.ask(Command.newBuilder().setRelease(release), "rel");
      assertTrue(released.getAccepted().hasQuality());
    }
  }

  @Test
  void rtpIsOpenedWithEveryCodecTheHelloNamesAndRefusedWithOthers() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      var hello = Rig.hello(trunk);
      int number = 0;
      for (var one : hello.getCodecsList()) {
        boolean there = one.getState() == CodecCapability.State.STATE_AVAILABLE;
        var remote =
            RtpDescription.newBuilder()
                .setAddress("127.0.0.1")
                .setPort(9)
                .setCodec(one.getCodec())
                .setPayloadType(98)
                .setReceivePayloadType(99)
                .setComfortNoisePayloadType(13)
                .setTelephoneEventPayloadType(101);
        var create =
            CreateRtp.newBuilder()
                .setCallId("x")
                .setLegId("x-" + number)
                .setRemote(remote.putCodecParameters("mode", "20"));
        var result = trunk.ask(Command.newBuilder().setCreateRtp(create), "r" + number++);
        boolean other =
            hello.getCodecsList().stream()
                .anyMatch(same ->
                    same.getCodec().equals(one.getCodec())
                        && same.getState() == CodecCapability.State.STATE_AVAILABLE);
        assertEquals(there || other, result.hasAccepted(), one + "" + result);
      }
      assertTrue(number > 12);
    }
  }

  @Test
  void receivedMessageIsSafeBeforeItIsDeletedAndASentOneIsSentOnce() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      sim.emit(new SmsReceived(sim.now(), "SM:1", new byte[] {0, 1, 2}));
      assertEquals("SM:1", sim.next(LineCommand.DeleteSms.class).handle());
      assertEquals(3, trunk.next(EdgeUp::hasFact, EdgeUp::getFact).getSmsDeliver().size());
      var sms = SendSms.newBuilder().setLine("sim-1").setTpdu(ByteString.copyFrom(new byte[20]));
      assertTrue(trunk.ask(Command.newBuilder().setSendSms(sms), "m").hasAccepted());
      sim.next(LineCommand.SendSms.class);
    }
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      var sms = SendSms.newBuilder().setLine("sim-1").setTpdu(ByteString.copyFrom(new byte[20]));
      assertTrue(trunk.ask(Command.newBuilder().setSendSms(sms), "m").hasAccepted());
      assertEquals(0, sim.count(LineCommand.SendSms.class));
    }
  }

  @Test
  void aSimWithoutRegistrationTakesEmergencyCallsOnly() throws Exception { // E4, 3
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      var noSim = LineStatus.of(LineState.OUT_OF_SERVICE, "no SIM");
      sim.emit(new StatusChanged(sim.now(), noSim));
      var refused = trunk.ask(dialOut("sim-1", "10086"), "d1").getRefused();
      assertTrue(refused.getReason().contains("no SIM"), refused.getReason());
      assertTrue(trunk.ask(dialOut("sim-1", "112"), "d2").hasAccepted());
      var help = sim.next(LineCommand.Dial.class);
      assertEquals("112", help.number());
      assertTrue(help.emergency());
    }
  }

  private static Command.Builder dialOut(String line, String number) {
    return Command.newBuilder()
        .setDial(
            Dial.newBuilder()
                .setCallId("call-" + number)
                .setLegId("call-" + number + "-b")
                .setLine(line)
                .setNumber(number));
  }

  @Test
  void badDocumentNeverReplacesAGoodOneAndAChangedOneReopensItsLine() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      var bad = trunk.ask(configure("no-such-driver", "a"), "c1").getRefused();
      assertTrue(bad.getReason().contains("no-such-driver"), bad.getReason());
      assertFalse(sim.closed());
      var edgeDocument = EdgeSpec.newBuilder().setBind("nowhere");
      var push =
          Configure.newBuilder()
              .addDocuments(
                  Document.newBuilder().setKind("Edge").setName("edge-1").setEdge(edgeDocument));
      assertEquals(
          "Edge edge-1: spec.bind: 'nowhere' is not an IP address",
          trunk.ask(Command.newBuilder().setConfigure(push), "c0").getRefused().getReason());
      assertTrue(trunk.ask(configure("scripted", "other"), "c2").hasAccepted());
      driver.line("sim-1");
      assertTrue(sim.closed());
    }
  }

  private static Command.Builder configure(String driver, String port) {
    var line =
        LineSpec.newBuilder()
            .setEdge("edge-1")
            .setKind(LineKind.LINE_KIND_SIM)
            .setDriver(driver)
            .putSettings("port", port);
    return Command.newBuilder()
        .setConfigure(
            Configure.newBuilder()
                .addDocuments(
                    Document.newBuilder().setKind("Line").setName("sim-1").setLine(line)));
  }

  @Test
  void phonesReachEachOtherWithoutATrunkAndTheRecordWaits() throws Exception {
    try (var edge = Rig.edge(directory, driver)) {
      var a = driver.line("fxs-1");
      var b = driver.line("fxs-2");
      Rig.assertRuns(edge);
      a.emit(new OffHook(a.now()));
      for (char digit : "202#".toCharArray()) {
        a.emit(new PulseDigit(a.now(), digit));
      }
      assertEquals("201", b.next(LineCommand.Ring.class).callerNumber());
      b.emit(new OffHook(b.now()));
      b.emit(new OnHook(b.now()));
      a.emit(new OnHook(a.now()));
      long until = System.nanoTime() + 10_000_000_000L;
      while (edge.spool().facts(0, 1).isEmpty() && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      var record = edge.spool().facts(0, 1).getFirst().getCallRecord();
      assertTrue(record.getDecidedLocally());
      assertTrue(record.getEdgeAlone());
      assertEquals("202", record.getCalledNumber());
      assertTrue(record.hasAnsweredAt());
    }
  }
}
