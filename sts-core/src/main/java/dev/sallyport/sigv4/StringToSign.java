package dev.sallyport.sigv4;

/** The text a signature is computed over. It holds no secret: of the request only its hash. */
public record StringToSign(String amzDate, CredentialScope scope, String canonicalRequestSha256Hex) {
    public String text() {
        return Authorization.ALGORITHM + '\n' + amzDate + '\n' + scope.text() + '\n' + canonicalRequestSha256Hex;
    }
}
