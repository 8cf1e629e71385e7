using Pan123Dav.Data;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>API tokens, kept in the gateway's database.</summary>
internal static class ApiTokenExtensions
{
    public static IServiceCollection AddApiTokens(this IServiceCollection services) => services
        .AddSingleton<IApiTokenStore>(static provider =>
            new ApiTokenDatabase(() => provider.GetRequiredService<DataDirectory>().Path, provider.GetService<TimeProvider>()))
        .AddSingleton<ApiTokens>()
        .AddHostedService<ApiTokenWatch>();
}
