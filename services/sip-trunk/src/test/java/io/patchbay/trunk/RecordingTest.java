package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.RecordRequest;
import io.patchbay.proto.call.v1.StopRecordingRequest;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.RecordingSpec;
import io.patchbay.proto.config.v1.RecordingSpec.Consent;
import io.patchbay.proto.config.v1.RecordingSpec.Format;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may have a call recorded, and with which tone.
final class RecordingTest {
  private Rig rig;
  private FakeEdge edge;
  private ManagedChannel channel;
  private CallsGrpc.CallsBlockingStub calls;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", rig.trunk.server.port()).usePlaintext().build();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + TestTrunkFactory.SERVICE_TOKEN);
    calls =
        CallsGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    rig.close();
  }

  private void account(RecordingSpec.Builder recording) {
    var known = rig.trunk.configuration.extension("101").orElse(ExtensionSpec.getDefaultInstance());
    rig.trunk.configuration.apply(
        List.of(
            TestTrunkFactory.document("Extension", "101")
                .setExtension(
                    known.toBuilder().setMedia(MediaSpec.newBuilder().setRecording(recording)))
                .build()));
  }

  private String talking() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    phone.established("");
    edge.await(CommandCase.JOIN);
    return dial.getCallId();
  }

  private static RecordRequest record(String call) {
    return RecordRequest.newBuilder().setCallId(call).build();
  }

  @Test
  void noCallIsRecordedUnlessAnAccountAllowsIt() throws Exception {
    String call = talking();
    var refused = assertThrows(StatusRuntimeException.class, () -> calls.record(record(call)));
    assertEquals(Status.Code.PERMISSION_DENIED, refused.getStatus().getCode());
    assertTrue(refused.toString().contains("media.recording.consent"), refused.toString());
  }

  @Test
  void anAccountThatDeniesItIsHeard() throws Exception {
    account(RecordingSpec.newBuilder().setConsent(Consent.CONSENT_DENIED));
    String call = talking();
    var refused = assertThrows(StatusRuntimeException.class, () -> calls.record(record(call)));
    assertEquals(Status.Code.PERMISSION_DENIED, refused.getStatus().getCode());
    assertTrue(refused.toString().contains("denies recording"), refused.toString());
  }

  @Test
  void whereItIsAllowedBothHearTheToneUnlessThatIsWaived() throws Exception {
    account(RecordingSpec.newBuilder().setConsent(Consent.CONSENT_TONE));
    String call = talking();
    assertEquals("edge-1", calls.record(record(call)).getEdge());
    var told = edge.await(CommandCase.RECORD).getRecord();
    assertEquals(15, told.getBeepIntervalS());
    assertEquals(14_400, told.getMaxS());
    assertTrue(told.getLegId().endsWith("-a"), told.getLegId());
    calls.stopRecording(StopRecordingRequest.newBuilder().setCallId(call).build());
    assertEquals(call, edge.await(CommandCase.STOP_RECORDING).getStopRecording().getCallId());

    account(RecordingSpec.newBuilder().setConsent(Consent.CONSENT_GIVEN).setMaxMinutes(2));
    assertFalse(calls.record(record(call)).getCallId().isEmpty());
    var silent = edge.await(CommandCase.RECORD).getRecord();
    assertEquals(0, silent.getBeepIntervalS());
    assertEquals(120, silent.getMaxS());
    assertEquals(Format.FORMAT_UNSPECIFIED, silent.getFormat());
  }

  @Test
  void anAnnouncementStandsForTheToneUnlessThatIsWantedToo() throws Exception {
    var allowed =
        RecordingSpec.newBuilder()
            .setConsent(Consent.CONSENT_TONE)
            .setFormat(Format.FORMAT_OPUS)
            .setAnnouncement("recorded.wav");
    account(allowed);
    String call = talking();
    calls.record(record(call));
    var told = edge.await(CommandCase.RECORD).getRecord();
    assertEquals(Format.FORMAT_OPUS, told.getFormat());
    assertEquals("recorded.wav", told.getAnnouncement());
    assertEquals(0, told.getBeepIntervalS());

    account(allowed.setBeepIntervalS(30));
    calls.record(record(call));
    assertEquals(30, edge.await(CommandCase.RECORD).getRecord().getBeepIntervalS());
  }
}
