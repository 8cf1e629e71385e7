using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Tests.Links;

public sealed class PathSignatureTests
{
    private static readonly SigningKey Key = new("0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"u8);

    [Theory]
    [InlineData("/films/a b.mkv", 0, "qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=:0")]
    [InlineData("//films//a b.mkv/", 0, "qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=:0")]
    [InlineData("/电影/é 100%.mkv", 1790000000, "1JYa3AGaTJV4ZfckMYma5Zt9n4n4a6heUbhd-p_WCvU=:1790000000")]
    [InlineData("/电影/e\u0301 100%.mkv", 1790000000, "1JYa3AGaTJV4ZfckMYma5Zt9n4n4a6heUbhd-p_WCvU=:1790000000")]
    public void Create_APath_IsWhatAListMakes(string path, long expiry, string expected)
    {
        var sign = PathSignature.Create(Key, Parse(path), expiry);

        Assert.Equal(expected, sign);
        Assert.Equal(expiry, PathSignature.GetExpiry(sign));
        Assert.True(PathSignature.Matches(Key, Parse(path), expiry, sign));
        Assert.True(PathSignature.Matches(Key, Parse(path), expiry, sign + "/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":0")]
    [InlineData("qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=")]
    [InlineData("qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=:")]
    [InlineData("qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=:-1")]
    [InlineData("qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=:00")]
    [InlineData("qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=:0 ")]
    [InlineData("qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU=:99999999999999999999")]
    [InlineData("qG3Yi8YH7sdALMly6_9uM5DXf3xVKFxukxc4rB5d-eU:0")]
    public void GetExpiry_WhatIsNoSign_IsNull(string sign) => Assert.Null(PathSignature.GetExpiry(sign));

    [Fact]
    public void Matches_AnyPathKeyAndExpiry_OnlyItsOwnSign()
    {
        var names = Gen.String[Gen.Char[' ', '\u4e2d'], 1, 200].Where(name => StoragePath.IsSegment(Encoding.UTF8.GetBytes(name)));
        Gen.Select(names, names, Gen.Long[0, 9_999_999_999], Gen.Byte.Array[32, 256], Gen.Int[0, 60]).Sample((folder, file, expiry, bytes, at) =>
        {
            var key = new SigningKey(bytes);
            var path = Parse($"/{folder}/{file}");
            var sign = PathSignature.Create(key, path, expiry);
            var plain = Convert.ToBase64String(HMACSHA256.HashData(bytes, Encoding.UTF8.GetBytes($"{path}:{expiry}"))).Replace('+', '-').Replace('/', '_')
                + $":{expiry}";
            var changed = sign.ToCharArray();
            changed[at % sign.Length] = changed[at % sign.Length] == 'A' ? 'B' : 'A';

            return sign == plain
                && PathSignature.GetExpiry(sign) == expiry
                && PathSignature.Matches(key, path, expiry, sign)
                && !PathSignature.Matches(key, path, expiry, changed)
                && !PathSignature.Matches(key, path, expiry + 1, sign)
                && !PathSignature.Matches(key, Parse($"/{folder}"), expiry, sign)
                && !PathSignature.Matches(new SigningKey([.. bytes, 1]), path, expiry, sign);
        });
    }

    [Fact]
    public void Matches_AnyText_IsFalseAndNeverThrows() =>
        Gen.String[0, 300].Sample(text => !PathSignature.Matches(Key, Parse("/a"), PathSignature.GetExpiry(text) ?? 0, text));

    private static StoragePath Parse(string path)
    {
        Assert.True(StoragePath.TryParse(path, out var parsed));
        return parsed;
    }
}
