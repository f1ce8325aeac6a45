package io.patchbay.console.api;

import io.grpc.stub.StreamObserver;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.config.Secrets;
import io.patchbay.contract.Fault;
import io.patchbay.contract.serve.Answers;
import io.patchbay.proto.config.v1.ConfigurationGrpc;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.GetDocumentRequest;
import io.patchbay.proto.config.v1.ListDocumentsRequest;
import io.patchbay.proto.config.v1.ListDocumentsResponse;

/// `config.v1` over gRPC. Answers never hold a secret.
final class ConfigurationService extends ConfigurationGrpc.ConfigurationImplBase {
  private final Configuration configuration;

  ConfigurationService(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void listDocuments(
      ListDocumentsRequest request, StreamObserver<ListDocumentsResponse> answer) {
    Answers.answer(
        answer,
        () -> {
          ListDocumentsResponse.Builder all = ListDocumentsResponse.newBuilder();
          configuration.documents().all().stream()
              .filter(document ->
                  request.getKind().isEmpty() || request.getKind().equals(document.getKind()))
              .map(Secrets::redact)
              .forEach(all::addDocuments);
          return all.build();
        });
  }

  @Override
  public void getDocument(GetDocumentRequest request, StreamObserver<Document> answer) {
    Answers.answer(
        answer,
        () ->
            configuration
                .documents()
                .get(request.getKind(), request.getName())
                .map(Secrets::redact)
                .orElseThrow(() ->
                    new Fault(
                        Fault.Kind.NOT_FOUND,
                        request.getKind() + " " + request.getName() + ": no such document")));
  }

  @Override
  public void putDocument(Document request, StreamObserver<Document> answer) {
    String actor = actor();
    Answers.answer(answer, () -> Secrets.redact(configuration.put(request, actor)));
  }

  @Override
  public void deleteDocument(GetDocumentRequest request, StreamObserver<Document> answer) {
    String actor = actor();
    Answers.answer(answer, () -> configuration.delete(request.getKind(), request.getName(), actor));
  }

  private static String actor() {
    return DoorKeeper.CALLER.get().name();
  }
}
