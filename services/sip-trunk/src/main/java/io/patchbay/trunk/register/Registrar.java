package io.patchbay.trunk.register;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.IncomingRequest.ContactValue;
import io.patchbay.trunk.sip.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Answers REGISTER (RFC 3261 §10.3). Thread-safe.
public final class Registrar {
  private static final int MIN_EXPIRES_S = 30;
  private static final int MAX_EXPIRES_S = 3600;
  private static final int MAX_BINDINGS = 8;

  private final Authenticator authenticator;
  private final Registrations registrations;
  private final InstantSource clock;
  private final String trunk;

  public Registrar(
      Authenticator authenticator, Registrations registrations, InstantSource clock, String trunk) {
    this.authenticator = authenticator;
    this.registrations = registrations;
    this.clock = clock;
    this.trunk = trunk;
  }

  public Reply register(IncomingRequest request) {
    return switch (authenticator.authenticate(request)) {
      case Authenticator.Verdict.Refused(Reply reply) -> reply;
      case Authenticator.Verdict.Known(String extension) ->
          // nobody registers for somebody else
          request.toUser().equals(extension) ? bind(extension, request) : Reply.of(403);
    };
  }

  private synchronized Reply bind(String extension, IncomingRequest request) {
    List<ContactValue> contacts = request.contacts();
    List<Binding> bindings = new ArrayList<>(registrations.bindings(extension));
    if (contacts.stream().anyMatch(contact -> contact.uri().equals("*"))) {
      if (contacts.size() != 1 || request.expires() != 0) {
        return Reply.of(400);
      }
      bindings.clear();
    } else {
      for (ContactValue contact : contacts) {
        int status = apply(bindings, contact, request);
        if (status != 0) {
          Reply refusal = Reply.of(status);
          return status == 423
              ? refusal.with("Min-Expires", Integer.toString(MIN_EXPIRES_S))
              : refusal;
        }
      }
    }
    if (!contacts.isEmpty()) {
      registrations.write(extension, trunk, bindings);
    }
    Reply reply = answer(bindings);
    for (String hop : request.path()) {
      reply = reply.with("Path", hop);
    }
    return reply;
  }

  private int apply(List<Binding> bindings, ContactValue contact, IncomingRequest request) {
    int asked = contact.expires() >= 0 ? contact.expires() : request.expires();
    int expires = asked < 0 ? MAX_EXPIRES_S : Math.min(asked, MAX_EXPIRES_S);
    if (expires > 0 && expires < MIN_EXPIRES_S) {
      return 423;
    }
    if (!contact.uri().startsWith("sip:") && !contact.uri().startsWith("sips:")) {
      return 400;
    }
    for (Binding old : bindings) {
      boolean outOfOrder =
          old.getContact().equals(contact.uri())
              && old.getCallId().equals(request.callId())
              && request.cseq() <= old.getCseq();
      if (outOfOrder) {
        return 500;
      }
    }
    bindings.removeIf(old -> old.getContact().equals(contact.uri()));
    if (expires > 0) {
      bindings.addFirst(binding(contact.uri(), expires, request));
      while (bindings.size() > MAX_BINDINGS) {
        bindings.removeLast();
      }
    }
    return 0;
  }

  private Binding binding(String uri, int expires, IncomingRequest request) {
    Instant until = clock.instant().plusSeconds(expires);
    return Binding.newBuilder()
        .setContact(uri)
        .setReceived(request.source().hostPort())
        .setTransport(request.source().transport())
        .setExpiresAt(Timestamp.newBuilder().setSeconds(until.getEpochSecond()))
        .setCallId(request.callId())
        .setCseq((int) request.cseq())
        .addAllPath(request.path())
        .setUserAgent(request.header("User-Agent").orElse(""))
        .build();
  }

  private Reply answer(List<Binding> bindings) {
    Reply reply = Reply.of(200);
    long now = clock.instant().getEpochSecond();
    for (Binding binding : bindings) {
      reply =
          reply.with(
              "Contact",
              "<"
                  + binding.getContact()
                  + ">;expires="
                  + Math.max(0, binding.getExpiresAt().getSeconds() - now));
    }
    return reply;
  }
}
