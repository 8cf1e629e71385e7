using Pan123Dav.Configuration;

namespace Pan123Dav.Commands;

/// <summary>Hosts as the commands need them: the gateway with its configuration from the ordinary places.</summary>
internal static class GatewayHosting
{
    /// <summary>A builder that has read appsettings.json, the environment, secret files and <paramref name="arguments"/>, the later the stronger.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var failures = new ConfigurationFileFailures();
        builder.Services.AddSingleton(failures);
        builder.Configuration.UseLastGoodJson(failures.Report).UseSecretFiles();
        if (ConfigurationManagerExtensions.CredentialsDirectory is { } credentials)
        {
            builder.Configuration.UseSecretFiles(credentials);
        }

        return builder;
    }
}
