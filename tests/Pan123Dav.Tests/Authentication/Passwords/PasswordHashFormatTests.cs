using System.Buffers.Binary;
using CsCheck;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication.Passwords;

namespace Pan123Dav.Tests.Authentication.Passwords;

public sealed class PasswordHashFormatTests
{
    [Theory]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV2, 1)]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV3, 1)]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV3, 100_000)]
    public void IsValid_HashOfTheFramework_Holds(PasswordHasherCompatibilityMode mode, int iterations)
    {
        var hasher = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { CompatibilityMode = mode, IterationCount = iterations }));
        Assert.True(PasswordHashFormat.IsValid(hasher.HashPassword("anna", "secret")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("$2b$10$abcdefghijklmnopqrstuv")]
    [InlineData("AQAAAAIAAYagAAAAE")]
    [InlineData("AA==")]
    [InlineData("AQ==")]
    public void IsValid_OtherText_DoesNotHold(string text) => Assert.False(PasswordHashFormat.IsValid(text));

    [Theory]
    [InlineData(3u, 100_000u, 16u)]
    [InlineData(2u, 0u, 16u)]
    [InlineData(2u, PasswordHashFormat.MaxIterations + 1, 16u)]
    [InlineData(2u, uint.MaxValue, 16u)]
    [InlineData(2u, 100_000u, 15u)]
    [InlineData(2u, 100_000u, 33u)]
    [InlineData(2u, 100_000u, uint.MaxValue)]
    public void IsValid_HeaderOutOfRange_DoesNotHold(uint function, uint iterations, uint saltLength)
    {
        var bytes = new byte[13 + 16 + 32];
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), function);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), iterations);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), saltLength);

        Assert.False(PasswordHashFormat.IsValid(Convert.ToBase64String(bytes)));
    }

    [Fact]
    public void IsValid_AnyBytes_HoldsOnlyForWhatTheFrameworkTakes()
    {
        var hasher = new PasswordHasher<string>();
        Gen.Select(Gen.Byte[0, 2], Gen.Byte.Array[0, 80]).Sample((marker, rest) =>
        {
            // Few iterations, so that what is valid is quickly verified.
            var bytes = (byte[])[marker, .. rest];
            bytes.AsSpan(Math.Min(5, bytes.Length), Math.Min(3, Math.Max(0, bytes.Length - 5))).Clear();
            var text = Convert.ToBase64String(bytes);
            if (PasswordHashFormat.IsValid(text))
            {
                Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword("anna", text, "secret"));
            }
        });
    }
}
