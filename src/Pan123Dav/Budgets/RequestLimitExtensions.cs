namespace Pan123Dav.Budgets;

/// <summary>Limits of how often users may ask.</summary>
internal static class RequestLimitExtensions
{
    public static IServiceCollection AddRequestLimits(this IServiceCollection services) => services.AddSingleton<RequestLimits>();

    /// <param name="app">The application, after authorization.</param>
    /// <param name="userOf">Who sent a request; null for nobody.</param>
    public static void UseRequestLimits(this IApplicationBuilder app, Func<HttpContext, string?> userOf)
    {
        var limits = app.ApplicationServices.GetRequiredService<RequestLimits>();
        app.Use(next => limits.Guard(next, userOf));
    }
}
