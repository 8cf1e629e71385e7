using System.Net;
using System.Security.Cryptography;
using CsCheck;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Authentication;

public sealed class AuthorizationPropertyTests
{
    private static readonly Gen<string> Seed = Gen.Int[0, AuthorizationSeeds.All.Length - 1].Select(i => AuthorizationSeeds.All[i]);
    private static readonly Gen<string> Text = Gen.Char.Array[0, 12].Select(letters => new string(letters));

    // A seed with something cut out of it, put into it, or another seed behind it; now and then a very long one.
    private static readonly Gen<string> Values = Gen.Frequency(
        (2, Seed),
        (6, Gen.Select(Seed, Gen.Int[0, 200], Gen.Int[0, 12], Text,
            (seed, at, length, text) => seed[..Math.Min(at, seed.Length)] + text + seed[Math.Min(at + length, seed.Length)..])),
        (2, Gen.Select(Seed, Seed, (first, second) => first + second)),
        (2, Gen.Byte.Array[0, 60].Select(Header.Basic)),
        (2, Gen.Byte.Array[0, 60].Select(bytes => "Bearer " + Convert.ToBase64String(bytes))),
        (1, Gen.Select(Seed, Gen.Int[1, 20_000], (seed, length) => seed + new string('A', length))));

    [Fact]
    public async Task Authorization_OfAnyText_IsRefusedPlainly()
    {
        var gateway = await InProcessGateway.StartAsync(
            GatewayHost.Settings("a.mkv:1:1694101621:https://vip.123pan.cn/13/1",
                ("SignIn:FailuresPerAddress", "1000000"), ("Jwt:SigningKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))),
            new CountingHasher());
        await using (gateway)
        {
            await Values.SampleAsync(
                async value =>
                {
                    var response = await gateway.SendAsync("GET", "/dav/a.mkv", IPAddress.Loopback, value);
                    Assert.Equal(401, response.StatusCode);
                    Assert.Equal(0, response.Headers.Location.Count);
                },
                iter: 5_000);
        }

        Assert.DoesNotContain("Exception", gateway.LogText, StringComparison.Ordinal);
    }
}
