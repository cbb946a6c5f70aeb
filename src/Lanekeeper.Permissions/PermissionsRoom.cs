using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Enrolling;
using Lanekeeper.Permissions.Forgetting;
using Lanekeeper.Permissions.Managing;
using Lanekeeper.Permissions.Passwords;
using Lanekeeper.Permissions.SigningIn;
using Lanekeeper.Permissions.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Permissions;

/// <summary>Furnishes this room.</summary>
public static class PermissionsRoom
{
    public static readonly RoomSchema Schema = new("permissions", typeof(PermissionsRoom).Assembly);

    public static IServiceCollection AddPermissions(this IServiceCollection services, SignInOptions? options = null) => services
        .AddSingleton(Schema)
        .AddSingleton<AccountStore>()
        .AddSingleton<KeyStore>()
        .AddSingleton<Authenticator>()
        .AddSingleton<AccountMaker>()
        .AddSingleton<KeyMaker>()
        .AddSingleton<LocalToken>()
        .AddSingleton<IAccounts, AccountService>()
        .AddSingleton<AppKeyStore>()
        .AddSingleton<AppKeyAuthenticator>()
        .AddHostedService<AheadAsker<AppKeyAuthenticator>>()
        .AddSingleton<AppKeyMaker>()
        .AddSingleton<IAppKeys, AppKeyService>()
        .AddSingleton(options ?? new SignInOptions())
        .AddSingleton<AttemptStore>()
        .AddSingleton<IdentityStore>()
        .AddSingleton<LinkStore>()
        .AddSingleton<PasswordStore>()
        .AddSingleton<PersonStore>()
        .AddSingleton<SessionStore>()
        .AddSingleton<SessionAuthenticator>()
        .AddSingleton<PasswordHasher>()
        .AddSingleton<Throttle>()
        .AddSingleton<SessionOpener>()
        .AddSingleton<PasswordSignIn>()
        .AddSingleton<Links>()
        .AddSingleton<LinkSignIn>()
        .AddSingleton<IdentitySignIn>()
        .AddSingleton<PersonChanger>()
        .AddSingleton<PasswordChanger>()
        .AddSingleton<SessionEnder>()
        .AddSingleton<ISignIn, SignInService>()
        .AddSingleton<IPeople, PeopleService>()
        .AddSingleton<ISessions, SessionService>()
        .AddSingleton<ForgetSweep>()
        .AddHostedService(provider => provider.GetRequiredService<ForgetSweep>());
}
