package dev.sallyport.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the programs in {@code src/test/resources/clients} are in their languages, for the AWS SDK for Java. */
final class JavaSdkProgram {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MODEL = "software.amazon.awssdk.services.sts.model.";

    private JavaSdkProgram() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader calls = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DefaultCredentialsProvider found =
                DefaultCredentialsProvider.builder().build()) {
            for (String line = calls.readLine(); line != null; line = calls.readLine()) {
                System.out.println(JSON.writeValueAsString(outcome(JSON.readTree(line), found)));
            }
        }
    }

    private static Map<String, Object> outcome(JsonNode call, AwsCredentialsProvider found) {
        AwsCredentialsProvider signer = Optional.ofNullable(call.get("credentials"))
                .map(JavaSdkProgram::given)
                .or(() -> Optional.ofNullable(call.get("mfaCode")).map(code -> roleOfTheProfile(code.asString())))
                .orElse(found);
        try (StsClient sts = StsClient.builder().credentialsProvider(signer).build()) {
            return Map.of(
                    "answer",
                    answer(sts, call.get("action").asString().replace("SAML", "Saml"), call.get("parameters")));
        } catch (AwsServiceException e) {
            return error(e, e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
        } catch (RuntimeException | ReflectiveOperationException e) {
            return error(e, "", e.toString());
        }
    }

    private static Map<String, Object> error(Exception e, String code, String message) {
        return Map.of("error", Map.of("type", e.getClass().getSimpleName(), "code", code, "message", message));
    }

    private static AwsCredentialsProvider given(JsonNode credentials) {
        String id = credentials.get("AccessKeyId").asString();
        String secret = credentials.get("SecretAccessKey").asString();
        AwsCredentials signer = credentials.has("SessionToken")
                ? AwsSessionCredentials.create(
                        id, secret, credentials.get("SessionToken").asString())
                : AwsBasicCredentials.create(id, secret);
        return StaticCredentialsProvider.create(signer);
    }

    /** This SDK asks nobody for a code: programs that read {@code mfa_serial} pass it themselves. */
    private static AwsCredentialsProvider roleOfTheProfile(String mfaCode) {
        Profile profile = ProfileFile.defaultProfileFile()
                .profile(System.getenv("AWS_PROFILE"))
                .orElseThrow();
        StsClient source = StsClient.builder()
                .credentialsProvider(ProfileCredentialsProvider.create(
                        profile.property(ProfileProperty.SOURCE_PROFILE).orElseThrow()))
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(source)
                .refreshRequest(request -> request.roleArn(
                                profile.property(ProfileProperty.ROLE_ARN).orElseThrow())
                        .roleSessionName(profile.property(ProfileProperty.ROLE_SESSION_NAME)
                                .orElseThrow())
                        .serialNumber(
                                profile.property(ProfileProperty.MFA_SERIAL).orElseThrow())
                        .tokenCode(mfaCode))
                .build();
    }

    private static Object answer(StsClient sts, String action, JsonNode parameters)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(MODEL + action + "Request");
        SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
        fill(builder, parameters);
        Method method = Arrays.stream(StsClient.class.getMethods())
                .filter(each -> List.of(each.getParameterTypes()).equals(List.of(type)))
                .findFirst()
                .orElseThrow();
        try {
            return read(method.invoke(sts, ((Buildable) builder).build()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private static void fill(SdkPojo builder, JsonNode members) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (members.has(field.memberName())) {
                field.set(builder, value(field, members.get(field.memberName())));
            }
        }
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        if (field.marshallingType() == MarshallingType.LIST) {
            SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            json.forEach(each -> list.add(value(element, each)));
            return list;
        }
        if (field.marshallingType() == MarshallingType.SDK_POJO) {
            SdkPojo builder = field.constructor().get();
            fill(builder, json);
            return ((Buildable) builder).build();
        }
        if (field.marshallingType() == MarshallingType.INTEGER) {
            return json.asInt();
        }
        return json.asString();
    }

    private static Object read(Object value) {
        if (value instanceof SdkPojo pojo) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (SdkField<?> field : pojo.sdkFields()) {
                Object member = field.getValueOrDefault(pojo);
                if (member != null) {
                    members.put(field.memberName(), read(member));
                }
            }
            return members;
        }
        return value instanceof Integer ? value : value.toString();
    }
}
