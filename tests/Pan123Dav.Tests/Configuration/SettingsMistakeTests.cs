using System.Text;
using CsCheck;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Pan123Dav.Configuration;

namespace Pan123Dav.Tests.Configuration;

/// <summary>What is said of a settings file that is no JSON, or hardly what was meant.</summary>
public sealed class SettingsMistakeTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "\"", ":", ",", "\\", "\\n", "a", "1", "true", " ",
        "\n", "\t", "，", "“", "”", "//", "/*", "*/", "\u3000", "'", "影", "#", "\"A\"",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]);

    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("{\n  \"OriginUrls\": \"a:\n  https://h/s3cret\"\n}", 2, 20, "tree text into a file of its own")]
    [InlineData("{\n  \"PasswordHash\": \"AQAAAAs3cret\r\ns3cret==\"\n}", 2, 32, "cut in two by a line break")]
    [InlineData("{ \"PasswordHash\": \"AQAAAAs3cret\"\n  \"s3cret==\" }", 2, 3, "one text was cut in two")]
    [InlineData("{\n  \"PathBase\": \"/dav,\n  \"Mounts\": []\n}", 2, 21, "close it with a quote")]
    [InlineData("{ “PathBase”: \"/dav\" }", 1, 3, "“ (U+201C) is no sign of JSON: write \"")]
    [InlineData("{ \"PathBase\": “/dav” }", 1, 15, "“ (U+201C) is no sign of JSON: write \"")]
    [InlineData("{ \"PathBase\": \"/dav”,\n \"A\": 1 }", 1, 20, "” (U+201D) is no sign of JSON: write \"")]
    [InlineData("{ \"PathBase\": \"/dav”，\n \"A\": 1 }", 1, 20, "” (U+201D) is no sign of JSON: write \"")]
    [InlineData("{ \"PathBase\"： \"/dav\" }", 1, 13, "： (U+FF1A) is no sign of JSON: write :")]
    [InlineData("{ \"PathBase\": \"/dav\"， \"A\": 1 }", 1, 21, "， (U+FF0C) is no sign of JSON: write ,")]
    [InlineData("｛ \"PathBase\": \"/dav\" }", 1, 1, "｛ (U+FF5B) is no sign of JSON: write {")]
    [InlineData("{\u3000\"PathBase\": \"/dav\" }", 1, 2, "(U+3000) stands here: take it out")]
    [InlineData("{ 'PathBase': '/dav' }", 1, 3, "double quotes")]
    [InlineData("{ \"OriginUrlsFile\": \"C:\\data\\tree.txt\" }", 1, 24, "write \\\\ for a backslash")]
    [InlineData("{ \"A\": \"x\ty\" }", 1, 10, "a tab stands in a text")]
    [InlineData("{ \"A\": 1\n  \"B\": 2 }", 2, 3, "a comma is missing")]
    [InlineData("{ \"A\" 1 }", 1, 7, "colon")]
    [InlineData("{ \"A\": 1", 1, 9, "ends before every brace")]
    [InlineData("{ \"A\": 1 }}", 1, 11, "closes nothing")]
    [InlineData("{ A: 1 }", 1, 3, "stand in quotes")]
    [InlineData("{ \"A\": True }", 1, 8, "small letters")]
    [InlineData("{ \"A\": 0123 }", 1, 9, "no zeros in front")]
    [InlineData("{ # mine\n \"A\": 1 }", 1, 3, "begins with //")]
    [InlineData("", 1, 1, "the file is empty")]
    [InlineData("\n  \n", 3, 1, "the file is empty")]
    [InlineData("电影:\n  a.mkv:5:6:https://h/s3cret\n", 1, 1, "A tree text belongs into a file of its own")]
    [InlineData("https://h/s3cret", 1, 1, "A tree text belongs into a file of its own")]
    public void Load_NoJson_SaysWhereAndWhatToWrite(string json, int line, int column, string message)
    {
        var error = Error(Encoding.UTF8.GetBytes(json));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith("is not valid JSON here: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Gbk_SaysSo()
    {
        byte[] json = [.. "{\n  // "u8, .. "\"Name\": \""u8, 0xD3, 0xB0, 0xC3, 0xD4, .. "\"\n}"u8];

        var error = Error(json);

        // The first two bytes happen to be good UTF-8.
        Assert.Equal((2, 17), (error.Line, error.Column));
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Load_ByteOrderMark_IsRead(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        Assert.Equal("影迷", Load([.. encoding.GetPreamble(), .. encoding.GetBytes("// 我的\n{ \"Name\": \"影迷\", }")])["Name"]);
    }

    [Fact]
    public void Load_SectionTwice_Warns()
    {
        var configuration = Load("""
            { "Pan123Dav": {
                "Users": [{ "Name": "a" }],
                "users": [{ "Password": "b" }] },
              "Logging": { "Users": 1 } }
            """u8.ToArray());

        var warning = Assert.Single(((IConfigurationRoot)configuration).Providers.OfType<LastGoodJsonConfigurationProvider>().Single().Warnings);
        Assert.Equal((Path.Combine(_folder, "appsettings.json"), 3, 5, "repeated-section"), (warning.Source, warning.Line, warning.Column, warning.Code));
        Assert.Contains("users", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SectionTwiceWithTheSameKeys_SaysWhere()
    {
        var error = Error("{ \"Pan123Dav\": {\n  \"Users\": [{ \"Name\": \"a\" }],\n  \"Users\": [{ \"Name\": \"b\" }] } }"u8.ToArray());

        Assert.Equal((3, 3), (error.Line, error.Column));
        Assert.Contains("has Users for the second time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnyText_IsReadOrToldOf() => Piece.Array[0, 16].Sample(pieces =>
    {
        try
        {
            Load(Encoding.UTF8.GetBytes(string.Concat(pieces)));
        }
        catch (InvalidDataException e)
        {
            Assert.True(ConfigurationFileError.Describe(e) is { Line: > 0, Column: > 0, Message.Length: > 0 });
        }
    }, iter: 2_000, threads: 1);

    private ConfigurationFileError Error(byte[] json) => ConfigurationFileError.Describe(Assert.Throws<InvalidDataException>(() => Load(json)))!.Value;

    private IConfigurationRoot Load(byte[] json)
    {
        File.WriteAllBytes(Path.Combine(_folder, "appsettings.json"), json);
        using var files = new PhysicalFileProvider(_folder);
        return new ConfigurationBuilder().Add(new LastGoodJsonConfigurationSource { FileProvider = files, Path = "appsettings.json" }).Build();
    }
}
