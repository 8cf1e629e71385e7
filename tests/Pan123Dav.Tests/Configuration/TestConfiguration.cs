using System.Text;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Configuration;

namespace Pan123Dav.Tests.Configuration;

internal static class TestConfiguration
{
    /// <summary>A configuration from JSON text, as appsettings.json would give it.</summary>
    public static IConfigurationRoot FromJson(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    /// <summary>A reader of the section <c>S</c> of <paramref name="json"/>, and the errors it will report.</summary>
    public static (SectionReader Reader, ConfigurationErrors Errors) Section(string json)
    {
        var errors = new ConfigurationErrors();
        return (new SectionReader(FromJson($$"""{ "S": {{json}} }""").GetSection("S"), errors), errors);
    }
}
