package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.Endpoint;
import io.patchbay.proto.call.v1.LineEndpoint;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.RecordRequest;
import io.patchbay.proto.call.v1.Recording;
import io.patchbay.proto.call.v1.StopRecordingRequest;
import io.patchbay.proto.call.v1.TrunkEndpoint;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import io.patchbay.proto.policy.v1.CheckEmergencyRequest;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// `./patchbay call FROM TO`: places a call and tells what becomes of it until it ends.
///
/// A party is `101` (any number), `extension/101`, `line/gsm-1/+8613800000001` or `trunk/pbx/200`.
final class CallCommand {
  private final ClientOptions options;
  private final ManagedChannel channel;
  private final PrintStream out;
  private final String requestId;

  /// @param requestId becomes the call's id
  CallCommand(ClientOptions options, ManagedChannel channel, PrintStream out, String requestId) {
    this.options = options;
    this.channel = channel;
    this.out = out;
    this.requestId = requestId;
  }

  int run() {
    if (options.words().equals(List.of("emergency"))) {
      return emergency();
    }
    if (!options.words().isEmpty() && options.words().getFirst().equals("record")) {
      return record();
    }
    if (options.words().size() != 2) {
      throw new StartFailure("call: give FROM and TO, e.g. call extension/101 +8613800000001");
    }
    var request =
        OriginateRequest.newBuilder()
            .setRequestId(requestId)
            .setFrom(endpoint(options.words().get(0)))
            .setTo(endpoint(options.words().get(1)))
            .build();
    var calls = CallsGrpc.newBlockingStub(channel);
    Call call = calls.originate(request);
    out.println("call " + call.getCallId());
    Iterator<CallEvent> events =
        calls.watchEvents(WatchEventsRequest.newBuilder().setCallId(call.getCallId()).build());
    while (events.hasNext()) {
      CallEvent event = events.next();
      out.println(
          event.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT)
              + (event.getDigit().isEmpty() ? "" : " " + event.getDigit())
              + (event.getCall().getCause() == 0 ? "" : " cause " + event.getCall().getCause()));
      if (event.getType() == CallEvent.Type.TYPE_ENDED) {
        return event.getCall().hasAnsweredAt() ? 0 : 1;
      }
    }
    return 1;
  }

  /// Begins the recording of a live call, or ends it.
  private int record() {
    boolean stop = options.flags().contains("--stop");
    if (options.words().size() != 2) {
      throw new StartFailure("call record: give the CALL; /api/calls lists those that live");
    }
    String call = options.words().get(1);
    var calls = CallsGrpc.newBlockingStub(channel);
    Recording recording =
        stop
            ? calls.stopRecording(StopRecordingRequest.newBuilder().setCallId(call).build())
            : calls.record(RecordRequest.newBuilder().setCallId(call).build());
    if (recording.getFile().isEmpty()) {
      out.println("call " + call + " was not recorded");
      return 1;
    }
    out.println("edge " + recording.getEdge() + " recordings/" + recording.getFile());
    return 0;
  }

  /// By which way help would be called from everywhere; places nothing.
  private int emergency() {
    EmergencyReport report =
        PolicyGrpc.newBlockingStub(channel)
            .checkEmergency(CheckEmergencyRequest.getDefaultInstance());
    boolean warned = false;
    for (EmergencyRow row : report.getRowsList()) {
      String site = row.getSite().isEmpty() ? "" : " (" + row.getSite() + ")";
      String warning = row.getWarning().isEmpty() ? "" : "  ! " + row.getWarning();
      warned |= !row.getWarning().isEmpty();
      out.println(
          row.getCaller()
              + site
              + " "
              + row.getNumber()
              + " -> "
              + String.join(", ", row.getWaysList())
              + warning);
    }
    return warned ? 1 : 0;
  }

  static Endpoint endpoint(String text) {
    String[] parts = text.split("/", 3);
    return switch (parts[0]) {
      case "extension" -> Endpoint.newBuilder().setExtension(part(parts, 1, text)).build();
      case "line" ->
          Endpoint.newBuilder()
              .setLine(
                  LineEndpoint.newBuilder()
                      .setLine(part(parts, 1, text))
                      .setNumber(parts.length > 2 ? parts[2] : ""))
              .build();
      case "trunk" ->
          Endpoint.newBuilder()
              .setTrunk(
                  TrunkEndpoint.newBuilder()
                      .setTrunk(part(parts, 1, text))
                      .setNumber(part(parts, 2, text)))
              .build();
      default -> Endpoint.newBuilder().setNumber(text).build();
    };
  }

  private static String part(String[] parts, int index, String text) {
    if (parts.length <= index || parts[index].isEmpty()) {
      throw new StartFailure("call: '" + text + "' is incomplete; e.g. line/gsm-1/+8613800000001");
    }
    return parts[index];
  }
}
