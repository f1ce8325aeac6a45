package io.patchbay.trunk.feature;

import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.proto.edge.v1.SendMessageResponse;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.account.Identity;
import io.patchbay.trunk.account.TrunkRoutes;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Manner;
import io.patchbay.trunk.edge.MessageDoor;
import io.patchbay.trunk.register.Digest;
import io.patchbay.trunk.register.Paths;
import io.patchbay.trunk.register.Registrations;
import io.patchbay.trunk.sip.Escapes;
import io.patchbay.trunk.sip.IncomingResponse;
import io.patchbay.trunk.sip.Reply;
import io.patchbay.trunk.sip.SipEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends MESSAGE to extensions and trunks (RFC 3428 §4), and NOTIFY of what waits to extensions
/// (RFC 3842). Thread-safe.
public final class MessageSender implements MessageDoor {
  private static final String TAG = "m-";

  /// A NOTIFY without a subscription, as phones take it for their message lamp.
  private static final List<Reply.Field> UNASKED =
      List.of(
          new Reply.Field("Event", "message-summary"),
          new Reply.Field("Subscription-State", "active"));

  private final ConcurrentMap<String, Pending> pending = new ConcurrentHashMap<>();
  private final Configuration configuration;
  private final Registrations registrations;
  private final TrunkRoutes routes;
  private final RandomGenerator random;
  private final String host;
  private volatile @Nullable SipEndpoint sip;
  private volatile BiConsumer<String, String> summaries = (_, _) -> {};

  private record Pending(
      Dialog dialog,
      SendMessageRequest request,
      boolean tried,
      Consumer<SendMessageResponse> done) {}

  public MessageSender(
      Configuration configuration,
      Registrations registrations,
      TrunkRoutes routes,
      RandomGenerator random,
      String host) {
    this.configuration = configuration;
    this.registrations = registrations;
    this.routes = routes;
    this.random = random;
    this.host = host;
  }

  /// The stack is there.
  public void use(SipEndpoint endpoint) {
    sip = endpoint;
  }

  /// Tells what waits for an extension, also when it cannot be told itself.
  ///
  /// @param told gets the extension and the text of RFC 3842
  public void summaries(BiConsumer<String, String> told) {
    summaries = told;
  }

  @Override
  public void send(SendMessageRequest request, Consumer<SendMessageResponse> done) {
    if (isSummary(request)) {
      summaries.accept(request.getExtension(), request.getMessageSummary());
    }
    List<Dialog> dialogs =
        request.getTrunk().isEmpty() ? toExtension(request) : toTrunk(request).stream().toList();
    if (dialogs.isEmpty()) {
      done.accept(
          SendMessageResponse.newBuilder()
              .setSipStatus(request.getTrunk().isEmpty() ? 480 : 404)
              .setReason(
                  request.getTrunk().isEmpty()
                      ? "extension " + request.getExtension() + " is not registered"
                      : "trunk " + request.getTrunk() + " is not there or cannot be used now")
              .build());
      return;
    }
    Consumer<SendMessageResponse> told =
        dialogs.size() == 1 ? done : new MessageFork(dialogs.size(), done);
    dialogs.forEach(dialog -> transmit(new Pending(dialog, request, false, told), List.of()));
  }

  private void transmit(Pending one, List<Reply.Field> fields) {
    SipEndpoint endpoint = sip;
    pending.put(one.dialog().localTag(), one);
    if (endpoint == null) {
      finish(one.dialog().localTag(), 503, "starting");
    } else {
      SendMessageRequest request = one.request();
      List<Reply.Field> all = new ArrayList<>(fields);
      if (isSummary(request)) {
        all.addAll(UNASKED);
      }
      endpoint.request(
          one.dialog(),
          method(request),
          isSummary(request) ? request.getMessageSummary() : request.getText(),
          isSummary(request) ? "application/simple-message-summary" : "text/plain",
          all);
    }
  }

  private static boolean isSummary(SendMessageRequest request) {
    return !request.getMessageSummary().isEmpty();
  }

  private static String method(SendMessageRequest request) {
    return isSummary(request) ? "NOTIFY" : "MESSAGE";
  }

  /// To every contact, as a call (§5).
  private List<Dialog> toExtension(SendMessageRequest request) {
    String to = "<sip:" + Escapes.encodedUser(request.getExtension()) + "@" + host + ">";
    return registrations.bindings(request.getExtension()).stream()
        .map(one -> dialog(request, to, one.getContact(), one.getPathList(), Paths.flow(one)))
        .toList();
  }

  /// By the first of the ways a call would take.
  private Optional<Dialog> toTrunk(SendMessageRequest request) {
    String from = "<sip:" + Escapes.encodedUser(request.getFrom()) + "@" + host + ">";
    Decision shown = Decision.newBuilder().setCallingNumber(request.getFrom()).build();
    String tag = TAG + Long.toHexString(random.nextLong());
    return configuration
        .trunk(request.getTrunk())
        .map(spec -> new Identity(request.getTrunk(), spec))
        .flatMap(trunk ->
            routes
                .routes(
                    trunk,
                    request.getTo(),
                    new TrunkRoutes.As(
                        trunk.account() ? TrunkRoutes.from(trunk, shown) : from,
                        false,
                        Manner.PLAIN),
                    false)
                .stream()
                .findFirst())
        .map(route ->
            new Dialog(
                tag + "@" + host,
                route.fromUri(),
                tag,
                route.toUri(),
                "",
                1,
                0,
                route.routes(),
                route.requestUri(),
                route.flow()));
  }

  private Dialog dialog(
      SendMessageRequest request, String to, String target, List<String> path, Flow flow) {
    String tag = TAG + Long.toHexString(random.nextLong());
    return new Dialog(
        tag + "@" + host,
        "<sip:" + Escapes.encodedUser(request.getFrom()) + "@" + host + ">",
        tag,
        to,
        "",
        1,
        0,
        path,
        target,
        flow);
  }

  /// Is this response to a MESSAGE of ours?
  public static boolean ours(String tag) {
    return tag.startsWith(TAG);
  }

  public void response(IncomingResponse response) {
    if (response.status() < 200) {
      return;
    }
    Pending one = pending.get(response.tag());
    boolean challenged = response.status() == 401 || response.status() == 407;
    if (one != null && challenged && !one.tried() && retry(one, response)) {
      return;
    }
    finish(response.tag(), response.status(), response.phrase());
  }

  private boolean retry(Pending one, IncomingResponse response) {
    TrunkSpec spec = configuration.trunk(one.request().getTrunk()).orElse(null);
    if (spec == null) {
      return false;
    }
    boolean proxy = response.status() == 407;
    Optional<String> value =
        Digest.answer(
            response.header(proxy ? "Proxy-Authenticate" : "WWW-Authenticate"),
            spec.getAuthUser(),
            spec.getAuthPassword(),
            method(one.request()),
            one.dialog().remoteTarget(),
            Long.toHexString(random.nextLong()));
    value.ifPresent(credentials ->
        transmit(
            new Pending(one.dialog().next(), one.request(), true, one.done()),
            List.of(
                new Reply.Field(proxy ? "Proxy-Authorization" : "Authorization", credentials))));
    return value.isPresent();
  }

  public void failed(String tag, int status) {
    finish(tag, status, status == 408 ? "no answer" : "not sent");
  }

  private void finish(String tag, int status, String reason) {
    Pending one = pending.remove(tag);
    if (one != null) {
      one.done()
          .accept(SendMessageResponse.newBuilder().setSipStatus(status).setReason(reason).build());
    }
  }
}
