package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.ListCallsRequest;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.PartyChanged;
import io.patchbay.proto.edge.v1.PartyChanged.Standing;
import io.patchbay.proto.edge.v1.PartyLeft;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a SIM line's leg says and is told beyond a plain call.
final class PartiesTest {
  private Rig rig;
  private FakeEdge edge;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void programsHearWhoWaitsWhoIsHeardAndWhoIsGoneWhileTheSipCallStaysUp() throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", rig.trunk.server.port()).usePlaintext().build();
    try {
      Phone phone = rig.phone("101");
      phone.invite("13800000001", "", SipPeer.SDP);
      Dial dial = edge.await(CommandCase.DIAL).getDial();
      edge.event(
          edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
              .setAnswered(CallAnswered.getDefaultInstance()));
      phone.established("");
      edge.await(CommandCase.JOIN);
      Metadata token = new Metadata();
      token.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
          "Bearer " + TestTrunkFactory.SERVICE_TOKEN);
      CallsGrpc.CallsBlockingStub calls =
          CallsGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
              .withDeadlineAfter(20, TimeUnit.SECONDS);
      Iterator<CallEvent> events =
          calls.watchEvents(WatchEventsRequest.newBuilder().setCallId(dial.getCallId()).build());
      assertEquals(CallEvent.Type.TYPE_SNAPSHOT, events.next().getType());
      // the stream is open once a list has been answered on the same connection
      assertEquals(1, calls.listCalls(ListCallsRequest.getDefaultInstance()).getCallsCount());

      tell(dial, dial.getLegId() + ".9", "13800000002", Standing.STANDING_WAITING);
      tell(dial, dial.getLegId(), "", Standing.STANDING_HELD);
      tell(dial, dial.getLegId() + ".9", "13800000002", Standing.STANDING_HEARD);
      edge.event(
          edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
              .setPartyLeft(PartyLeft.newBuilder().setPartyId(dial.getLegId()).setCause(16)));

      CallEvent waiting = events.next();
      assertEquals(CallEvent.Type.TYPE_PARTY_WAITING, waiting.getType());
      assertEquals("13800000002", waiting.getPartyNumber());
      assertEquals(dial.getLegId() + ".9", waiting.getPartyId());
      assertEquals(dial.getLegId(), waiting.getLegId());
      assertEquals(CallEvent.Type.TYPE_PARTY_HELD, events.next().getType());
      assertEquals(CallEvent.Type.TYPE_PARTY_HEARD, events.next().getType());
      CallEvent left = events.next();
      assertEquals(CallEvent.Type.TYPE_PARTY_LEFT, left.getType());
      assertEquals(dial.getLegId(), left.getPartyId());
      phone.bye();
    } finally {
      channel.shutdownNow();
    }
  }

  private void tell(Dial dial, String party, String number, Standing standing) {
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setPartyChanged(
                PartyChanged.newBuilder()
                    .setPartyId(party)
                    .setNumber(number)
                    .setStanding(standing)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Privacy: id | PRESENTATION_RESTRICTED",
        "Privacy: critical;header | PRESENTATION_RESTRICTED",
        "Privacy: none | PRESENTATION_UNSPECIFIED",
        "Subject: nothing about it | PRESENTATION_UNSPECIFIED",
      })
  void aCallerWhoHidesHisNumberIsHiddenByTheLineToo(String field, Dial.Presentation expected)
      throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", field + "\r\n", SipPeer.SDP);
    assertEquals(expected, edge.await(CommandCase.DIAL).getDial().getPresentation());
  }
}
