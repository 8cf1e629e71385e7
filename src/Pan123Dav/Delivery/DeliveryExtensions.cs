using Pan123Dav.Configuration;

namespace Pan123Dav.Delivery;

/// <summary>How content gets to clients.</summary>
internal static class DeliveryExtensions
{
    public static IServiceCollection AddDelivery(this IServiceCollection services) =>
        services.AddSingleton<IContentDelivery>(provider =>
        {
            var state = provider.GetRequiredService<CurrentState>();
            return new RedirectDelivery(() => state.Value.ClientRules, provider.GetRequiredService<TimeProvider>());
        });
}
