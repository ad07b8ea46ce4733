// A client put together from the SDK's own packages as its code generator puts service clients
// together: the registry has no package for the service. Only the endpoint rules are left out, since
// the endpoint is always given.
import { getHostHeaderPlugin, getLoggerPlugin, getRecursionDetectionPlugin, getUserAgentPlugin,
  createDefaultUserAgentProvider, resolveHostHeaderConfig, resolveUserAgentConfig } from "@aws-sdk/core/client";
import { AwsSdkSigV4Signer, resolveAwsSdkSigV4Config } from "@aws-sdk/core/httpAuthSchemes";
import { AwsJson1_0Protocol } from "@aws-sdk/core/protocols";
import { DefaultIdentityProviderConfig, getHttpAuthSchemeEndpointRuleSetPlugin, getHttpSigningPlugin } from "@smithy/core";
import { Sha256 } from "@smithy/core/checksum";
import { Client, NoOpLogger, getSmithyContext, makeBuilder, normalizeProvider } from "@smithy/core/client";
import { resolveRegionConfig } from "@smithy/core/config";
import { getEndpointPlugin, resolveEndpointConfig } from "@smithy/core/endpoints";
import { getContentLengthPlugin, parseUrl } from "@smithy/core/protocols";
import { getRetryPlugin, resolveRetryConfig } from "@smithy/core/retry";
import { getSchemaSerdePlugin } from "@smithy/core/schema";
import { calculateBodyLength, fromBase64, fromUtf8, toBase64, toUtf8 } from "@smithy/core/serde";
import { NodeHttpHandler, streamCollector } from "@smithy/node-http-handler";

const SIGV4 = "aws.auth#sigv4";

export class GenericClient extends Client {
  // options: endpoint, region, credentials, maxAttempts, retryMode, requestHandler.
  constructor(service, options) {
    const initial = {
      ...options, runtime: "node", apiVersion: service.version, serviceId: service.sdkId,
      logger: new NoOpLogger(), disableHostPrefix: false, extensions: [], sha256: Sha256,
      base64Decoder: fromBase64, base64Encoder: toBase64, utf8Decoder: fromUtf8, utf8Encoder: toUtf8,
      urlParser: parseUrl, bodyLengthChecker: calculateBodyLength, streamCollector,
      requestHandler: NodeHttpHandler.create(options.requestHandler),
      useDualstackEndpoint: false, useFipsEndpoint: false, defaultSigningName: service.signingName,
      endpointProvider: ({ Endpoint }) => ({ url: new URL(Endpoint), properties: {}, headers: {} }),
      defaultUserAgentProvider: createDefaultUserAgentProvider({ serviceId: service.sdkId, clientVersion: "0" }),
      userAgentAppId: async () => undefined,
      protocol: AwsJson1_0Protocol,
      protocolSettings: { defaultNamespace: service.namespace, errorTypeRegistries: service.registries,
        version: service.version, serviceTarget: service.target },
      httpAuthSchemes: [{ schemeId: SIGV4, identityProvider: (known) => known.getIdentityProvider(SIGV4),
        signer: new AwsSdkSigV4Signer() }],
      httpAuthSchemeProvider: ({ region }) => [{ schemeId: SIGV4,
        signingProperties: { name: service.signingName, region },
        propertiesExtractor: (config, context) => ({ signingProperties: { config, context } }) }],
    };
    super(initial);
    this.initConfig = initial;
    this.config = resolveAwsSdkSigV4Config(resolveEndpointConfig(resolveHostHeaderConfig(
      resolveRegionConfig(resolveRetryConfig(resolveUserAgentConfig(initial))))));
    this.config.authSchemePreference = normalizeProvider([]);
    for (const plugin of [getSchemaSerdePlugin, getUserAgentPlugin, getRetryPlugin, getContentLengthPlugin,
      getHostHeaderPlugin, getLoggerPlugin, getRecursionDetectionPlugin]) {
      this.middlewareStack.use(plugin(this.config));
    }
    this.middlewareStack.use(getHttpAuthSchemeEndpointRuleSetPlugin(this.config, {
      httpAuthSchemeParametersProvider: async (config, context) => ({
        operation: getSmithyContext(context).operation, region: await normalizeProvider(config.region)() }),
      identityProviderConfigProvider: async (config) => new DefaultIdentityProviderConfig({ [SIGV4]: config.credentials }),
    }));
    this.middlewareStack.use(getHttpSigningPlugin(this.config));
    this.build = makeBuilder({ Endpoint: { type: "builtInParams", name: "endpoint" } }, service.target,
      "GenericClient", getEndpointPlugin);
  }

  call(name, schema, input) {
    return this.send(new (this.build({}, () => [], name, schema))(input));
  }
}
