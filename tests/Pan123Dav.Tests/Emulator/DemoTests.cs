using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Demo;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Emulator;

public sealed partial class DemoTests : EmulatorTest
{
    protected override EmulatorOptions Options => base.Options with { Files = DemoFiles.Under(Uid) };

    [Fact]
    public async Task Tree_EveryLine_HasTheSizeAndTimeOfItsFile()
    {
        var lines = FileLine().Matches(DemoTree.Text(Host.Address, Uid));

        Assert.Equal(DemoFiles.Under(Uid).Count, lines.Count);
        foreach (Match line in lines)
        {
            var path = Uri.UnescapeDataString(line.Groups["url"].Value[Host.Address.GetLeftPart(UriPartial.Authority).Length..]);
            using var response = await GetAsync(path);
            var body = await response.Content.ReadAsByteArrayAsync(Token);

            Assert.Equal(body.Length.ToString(CultureInfo.InvariantCulture), line.Groups["size"].Value);
            var time = line.Groups["time"].Value;
            Assert.True(time == "" || long.Parse(time, CultureInfo.InvariantCulture) == response.Content.Headers.LastModified!.Value.ToUnixTimeSeconds(),
                line.Value);
        }

        Assert.Equal(lines.Count, Host.Requests.Total);
        Assert.Equal(0, Host.Requests.Refused + Host.Requests.NotFound);
    }

    [Fact]
    public void Tree_FolderCalledEmpty_IsEmpty()
    {
        var table = Pan123Dav.Storage.UrlTree.Parsing.UrlTreeText.Parse(
            System.Text.Encoding.UTF8.GetBytes(DemoTree.Text(new Uri("http://127.0.0.1:1"), 13))).Table!;

        Assert.Empty(table.Members(table.FindMember(0, "Empty"u8)));
    }

    [Fact]
    public void Tree_Names_AreEncodedWhereTheyMustBeAndRawWhereTheyMayBe()
    {
        var text = DemoTree.Text(Host.Address, Uid);

        Assert.Contains("/13/docs/100%25%20cotton%20%26%20track%20%237.txt\n", text, StringComparison.Ordinal);
        Assert.Contains("/13/音乐/茉莉花 Jasmine Flower.wav\n", text, StringComparison.Ordinal);
        Assert.Contains("zero bytes.txt:0::http", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\t', text);
    }

    [Fact]
    public void Files_Content_IsTheSameFromAnyOffset()
    {
        foreach (var (path, file) in DemoFiles.Under(Uid))
        {
            var whole = file.Content.ToArray();
            var pieces = new byte[whole.Length];
            for (var at = 0; at < whole.Length; at += 100_003)
            {
                file.Content.Read(at, pieces.AsSpan(at, Math.Min(100_003, whole.Length - at)));
            }

            Assert.True(whole.AsSpan().SequenceEqual(pieces), path);
        }
    }

    [Fact]
    public void PseudoRandom_KnownSeed_IsTheSameEverywhere()
    {
        // The first word of SplitMix64 seeded with 0, as its authors publish it.
        var content = EmulatorContent.PseudoRandom(16, seed: 0).ToArray();

        Assert.Equal(0xE220A8397B1DCDAF, BinaryPrimitives.ReadUInt64LittleEndian(content));
        Assert.Equal(0x6E789E6AA1B965F4UL, BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(8)));
    }

    [Fact]
    public void Sound_Header_DescribesTenSecondsOfStereo()
    {
        var wav = DemoFiles.Under(Uid)["/13/音乐/茉莉花 Jasmine Flower.wav"].Content.ToArray();

        Assert.Equal("RIFF", Encoding.ASCII.GetString(wav, 0, 4));
        Assert.Equal(wav.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(4)));
        Assert.Equal(wav.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(40)));
        Assert.Equal(10 * 48_000 * 4, wav.Length - 44);
        var samples = wav.Skip(44).Chunk(2).Select(pair => (int)BinaryPrimitives.ReadInt16LittleEndian(pair)).ToArray();
        Assert.InRange(samples.Max(), 4_000, 20_000);
        Assert.InRange(samples.Min(), -20_000, -4_000);
    }

    [Fact]
    public void Files_TwoAccounts_HaveTheSameBytes()
    {
        var one = DemoFiles.Under(1)["/1/pictures/sunset.png"].Content.ToArray();
        var two = DemoFiles.Under(2)["/2/pictures/sunset.png"].Content.ToArray();

        Assert.Equal(SHA256.HashData(one), SHA256.HashData(two));
    }

    [GeneratedRegex(@"(?<=^|:| )(?<size>\d+):(?:(?<time>\d*):)?(?<url>http://.+)$", RegexOptions.Multiline)]
    private static partial Regex FileLine();
}
