namespace Pan123Dav.Tests.Authentication;

/// <summary>
/// Where the property test of Authorization headers starts from: what clients send, what broke servers, and everything in between by mutation.
/// </summary>
internal static class AuthorizationSeeds
{
    public static readonly string[] All =
    [
        "", " ", ":", "Basic", "Basic ", "basic", "BASIC YTpi", "Basic\tYTpi",
        "Basic  YTpi  ", "BasicYTpi", "Basic YTpi YTpi", "Basic YTpi,Basic YTpi", "Basic =",
        "Basic ====", "Basic YTpi====", "Basic YQ==", "Basic Og==", "Basic OmI=",
        "Basic YTo=", "Basic AAAA", "Basic gIA6gIA=", "Basic w4M6w6Q=", "Basic 4pi6OuKYug==",
        "Basic YTpi\r\nX: y", "Basic YTpi\0", "Basic \u0141:\u0142", "Basic \uD800", "Basic %59%54%70%69", "Basic YTpi_-", "Basic realm=\"x\"",
        "Bearer", "Bearer ", "bearer x", "Bearer .", "Bearer ..", "Bearer ...", "Bearer ....", "Bearer a.b.c", "Bearer e30.e30.", "Bearer e30.e30.e30",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0.", "Bearer eyJhbGciOiJIUzI1NiJ9..",
        "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "Bearer eyJhbGciOjF9.e30.AAAA",
        "Bearer eyJhbGciOiJIUzI1NiIsImNyaXQiOlsieCJdfQ.e30.AAAA",
        "Bearer eyJlbmMiOiJBMTI4R0NNIiwiYWxnIjoiZGlyIn0..AAAA.AAAA.AAAA", "Bearer W10.W10.W10", "Bearer bnVsbA.bnVsbA.bnVsbA",
        "Digest username=\"a\", realm=\"b\"", "Negotiate YIIB", "NTLM TlRMTVNTUAAB",
        "AWS4-HMAC-SHA256 Credential=a/b", "Token abc", "null", "undefined", "Basic null", "Basic undefined",
    ];
}
