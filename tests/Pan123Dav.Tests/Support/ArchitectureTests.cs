using System.Text.RegularExpressions;

namespace Pan123Dav.Tests.Support;

/// <summary>Which way the folders may look: read from the sources, because a compiler does not know folders.</summary>
public sealed partial class ArchitectureTests
{
    [Theory]
    [InlineData("WebDav", "Serilog|Yarp|Pan123Dav\\.(Authentication|Budgets|Metadata|Commands|Emulator|Logging|Health|Data|Network)")]
    [InlineData("Delivery", "Serilog|Pan123Dav\\.(Commands|Emulator|Logging|Health)")]
    [InlineData("Authentication", "Serilog|Yarp|Pan123Dav\\.(WebDav|Delivery|Commands|Emulator|Metadata)")]
    public void Folder_Usings_LookOnlyWhereTheyMay(string folder, string forbidden)
    {
        var uses = Sources(folder).SelectMany(file => UsingDirective().Matches(File.ReadAllText(file)).Select(m => (File: Path.GetFileName(file), Name: m.Groups[1].Value)));

        Assert.DoesNotContain(uses, use => Regex.IsMatch(use.Name, $"^({forbidden})"));
    }

    [Fact]
    public void WebDav_Code_NamesNothingOf123()
    {
        foreach (var file in Sources("WebDav"))
        {
            var code = File.ReadAllText(file).Replace("Pan123Dav", "", StringComparison.Ordinal).Replace("urn:pan123dav", "", StringComparison.Ordinal);

            Assert.DoesNotMatch(@"[A-Za-z_]123|123[A-Za-z_]", code);
        }
    }

    [Fact]
    public void Storage_Project_ReferencesNoAspNetCore()
    {
        var references = typeof(Pan123Dav.Storage.IStorage).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    private static string[] Sources(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Pan123Dav", folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files;
    }

    [GeneratedRegex(@"^using (?:static )?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();
}
