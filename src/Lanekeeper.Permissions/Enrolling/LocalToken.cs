using System.Security.Cryptography;
using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Permissions.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>Keeps a key of the first admin in a file that only this user can read, for the CLI on this machine.</summary>
internal sealed partial class LocalToken(AccountMaker accounts, KeyStore keys, TimeProvider time, ILogger<LocalToken> logger)
{
    public async Task<Result<Done>> EnsureAsync(string tokenFile, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(tokenFile);
        var place = $"{Environment.MachineName}:{path}";
        var admin = await accounts.EnsureFirstAdminAsync(cancellationToken);
        try
        {
            if (await StandsAsync(path, place, cancellationToken))
            {
                return Done.Instance;
            }

            // First the database, then the file: a file that names no key is replaced at the next start.
            var credential = Credential.New(time);
            await keys.ReplaceLocalAsync(new(credential.KeyId, admin.Id, "local token", credential.SecretHash, place, time.GetUtcNow()), cancellationToken);
            await TokenFile.WriteAsync(path, credential.Reveal(), cancellationToken);
            LogWritten(path, admin.Email);
            return Done.Instance;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return PermissionProblems.TokenFile(path, exception.Message);
        }
    }

    // A file that others could read may have been read: it counts as changed.
    private async Task<bool> StandsAsync(string path, string place, CancellationToken cancellationToken) =>
        TokenFile.IsPrivate(path)
        && await TokenFile.ReadAsync(path, cancellationToken) is { } text
        && Credential.TryParse(text, out var credential)
        && await keys.FindKnownAsync(credential.KeyId, cancellationToken) is { Role: Role.Admin } key
        && key.LocalFile == place
        && CryptographicOperations.FixedTimeEquals(credential.SecretHash, key.SecretHash);

    [LoggerMessage(LogLevel.Information, "A local token for {Email} was written to {Path}.")]
    private partial void LogWritten(string path, string email);
}
