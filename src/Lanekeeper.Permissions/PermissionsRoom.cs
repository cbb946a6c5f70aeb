using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Permissions;

/// <summary>Furnishes this room.</summary>
public static class PermissionsRoom
{
    public static readonly RoomSchema Schema = new("permissions", typeof(PermissionsRoom).Assembly);

    public static IServiceCollection AddPermissions(this IServiceCollection services) => services
        .AddSingleton(Schema)
        .AddSingleton<AccountStore>()
        .AddSingleton<KeyStore>()
        .AddSingleton<Authenticator>()
        .AddSingleton<AccountMaker>()
        .AddSingleton<KeyMaker>()
        .AddSingleton<LocalToken>()
        .AddSingleton<IAccounts, AccountService>();
}
