using System.Text;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Storage.Tests.Signing;

public sealed class DirectLinkVerifierTests
{
    private const string Path = "/13/a.mkv";
    private const string Good = "1689220731-123-13-";

    private static readonly DirectLinkVerifier Verifier = Assert.Single(DirectLinkVerifier.CreateAll([Mount("a-key", 13)]));

    [Theory]
    [MemberData(nameof(DirectLinkSigningTests.Vectors), MemberType = typeof(DirectLinkSigningTests))]
    public void Verify_Vector_HoldsForItsPathKeyAndAccountAlone(string key, ulong uid, long timestamp, string rand, string url, string authKey)
    {
        var path = Uri.UnescapeDataString(new Uri(url).AbsolutePath);

        Assert.True(Verify(Mount(key, uid), path, authKey, out var read));
        Assert.Equal((timestamp, uid), (read.Timestamp, read.Uid));
        Assert.False(Verify(Mount(key, uid), path + "x", authKey, out _));
        Assert.False(Verify(Mount(key + "x", uid), path, authKey, out _));
        Assert.False(Verify(Mount(key, uid + 1), path, authKey, out _));
        Assert.NotEmpty(rand);
    }

    [Fact]
    public void Verify_LongPath_IsHashedWhole()
    {
        var path = "/13/" + new string('a', 3000);
        var signed = DirectLinkUrlSigner.Sign("https://h" + path, "a-key", 13, 1689220731, "123").Split("auth_key=")[1];

        Assert.True(Verify(Mount("a-key", 13), path, signed, out _));
        Assert.False(Verify(Mount("a-key", 13), path[..^1] + "b", signed, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1689220731")]
    [InlineData("1689220731-123-13")]
    [InlineData(Good)]
    [InlineData(Good + "0123456789abcdef0123456789abcde")]
    [InlineData(Good + "0123456789abcdef0123456789abcdef0")]
    [InlineData(Good + "0123456789ABCDEF0123456789abcdef")]
    [InlineData("-123-13-0123456789abcdef0123456789abcdef")]
    [InlineData("1689220731--13-0123456789abcdef0123456789abcdef")]
    [InlineData("1689220731-1/3-13-0123456789abcdef0123456789abcdef")]
    [InlineData("1689220731-123--0123456789abcdef0123456789abcdef")]
    [InlineData("+1689220731-123-13-0123456789abcdef0123456789abcdef")]
    [InlineData("1689220731999-123-13-0123456789abcdef0123456789abcdef")]
    [InlineData("1689220731-123-99999999999999999999-0123456789abcdef0123456789abcdef")]
    public void TryParse_OtherForm_IsNone(string value) => Assert.False(DirectLinkAuthKey.TryParse(Encoding.UTF8.GetBytes(value), out _));

    [Fact]
    public void Verify_AnyChangedByte_DoesNotHold()
    {
        var signed = DirectLinkUrlSigner.Sign("https://h" + Path, "a-key", 13, 1689220731, "123").Split("auth_key=")[1];
        for (var i = 0; i < signed.Length; i++)
        {
            var changed = signed[..i] + (signed[i] == '1' ? '2' : '1') + signed[(i + 1)..];

            Assert.False(
                DirectLinkAuthKey.TryParse(Encoding.UTF8.GetBytes(changed), out var key) && Verifier.Verify(Encoding.UTF8.GetBytes(Path), key), changed);
        }
    }

    [Fact]
    public void CreateAll_MountsThatSignAlike_ShareOne()
    {
        var mounts = new[] { Mount("a", 1), Mount("a", 1), Mount("a", 2), Mount("b", 1), Mount("", 1), Mount("c", 1) with { Type = MountType.UrlTree } };

        Assert.Equal(3, DirectLinkVerifier.CreateAll(mounts).Length);
    }

    private static MountOptions Mount(string key, ulong uid) => new() { PrivateKey = key, Uid = uid };

    private static bool Verify(MountOptions mount, string path, string authKey, out DirectLinkAuthKey key) =>
        DirectLinkAuthKey.TryParse(Encoding.UTF8.GetBytes(authKey), out key)
        && Assert.Single(DirectLinkVerifier.CreateAll([mount])).Verify(Encoding.UTF8.GetBytes(path), key);
}
