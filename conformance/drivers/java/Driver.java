// Drives the AWS SDK for Java v2 for `assay conform`: JSON lines in, JSON lines out
// (conformance/PROTOCOL.md).
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.mwaaserverless.MwaaServerlessClient;
import software.amazon.awssdk.services.mwaaserverless.model.MwaaServerlessException;

public final class Driver {
  static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  static MwaaServerlessClient client(JsonObject call) {
    JsonObject keys = call.getAsJsonObject("credentials"), options = call.getAsJsonObject("client");
    Duration limit = Duration.ofMillis(options.get("timeout_ms").getAsLong());
    int attempts = options.get("max_attempts").getAsInt();
    return MwaaServerlessClient.builder()
        .endpointOverride(URI.create(call.get("endpoint").getAsString()))
        .region(Region.of(call.get("region").getAsString()))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
            keys.get("access_key_id").getAsString(), keys.get("secret_access_key").getAsString())))
        .httpClientBuilder(ApacheHttpClient.builder().connectionTimeout(limit).socketTimeout(limit))
        .overrideConfiguration(o -> o.retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(attempts).build()))
        .build();
  }

  static Object invoke(MwaaServerlessClient client, String operation, JsonObject input) throws Throwable {
    Class<?> type = Class.forName(MwaaServerlessException.class.getPackageName() + "." + operation + "Request");
    Object builder = type.getMethod("builder").invoke(null);
    for (SdkField<?> field : ((SdkPojo) builder).sdkFields()) {
      if (input.has(field.locationName())) field.set(builder, input.get(field.locationName()).getAsString());
    }
    Object request = Tag.method(builder, "build").invoke(builder);
    String name = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
    try {
      return MwaaServerlessClient.class.getMethod(name, type).invoke(client, request);
    } catch (InvocationTargetException wrapper) {
      throw wrapper.getCause();
    }
  }

  static Map<String, Object> call(JsonObject call) {
    Map<String, Object> answer = new LinkedHashMap<>();
    try (MwaaServerlessClient client = client(call)) {
      Object output = invoke(client, call.get("operation").getAsString(), call.getAsJsonObject("input"));
      answer.put("type", "value");
      answer.put("value", Tag.of(output));
      answer.put("request_id", Tag.of(((AwsResponse) output).responseMetadata().requestId()));
    } catch (AwsServiceException error) {
      answer.put("type", "service_error");
      answer.put("typed", error.getClass() != MwaaServerlessException.class);
      Tag.describe(error, answer);
    } catch (Throwable error) { // whatever else there is, the runner judges it
      answer.put("type", "client_error");
      answer.put("class", error.getClass().getName());
      answer.put("wrapped", error instanceof SdkException);
      answer.put("text", Tag.of(Tag.chain(error)));
    }
    answer.values().removeIf(value -> value == null);
    answer.put("id", call.get("id"));
    return answer;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Map<String, Object> hello = Map.of("type", "hello", "protocol", 1, "sdk", "aws-sdk-java mwaaserverless",
        "version", VersionInfo.SDK_VERSION, "runtime", "Java " + Runtime.version(), "versions",
        Map.of("http client", "Apache " + Tag.apacheVersion()), "capabilities", List.of("call", "retry", "timeout"));
    for (String line; (line = in.readLine()) != null; ) {
      JsonObject request = GSON.fromJson(line, JsonObject.class);
      String type = request.get("type").getAsString();
      out.print(GSON.toJson(type.equals("hello") ? hello : type.equals("bye") ? Map.of("type", type) : call(request)) + "\n");
      out.flush();
      if (type.equals("bye")) return;
    }
  }
}
