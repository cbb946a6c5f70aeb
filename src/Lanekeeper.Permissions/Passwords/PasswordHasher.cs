using System.Security.Cryptography;
using System.Text;

namespace Lanekeeper.Permissions.Passwords;

/// <summary>Hashes passwords, slowly on purpose; only so many at once that the rest of the program keeps its processors.</summary>
internal sealed class PasswordHasher : IDisposable
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int MostWaiting = 64;

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly int _iterations;

    // Compared with where there is no password, so that an unknown address takes as long as a wrong password.
    private readonly PasswordHash _nobody;

    private int _waiting;

    public PasswordHasher(SignInOptions options)
    {
        _iterations = options.PasswordIterations;
        _nobody = new(RandomNumberGenerator.GetBytes(SaltBytes), _iterations, RandomNumberGenerator.GetBytes(HashBytes));
    }

    public Task<Result<PasswordHash>> HashAsync(string password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return InTurnAsync(() => new PasswordHash(salt, _iterations, Derive(password, salt, _iterations)), cancellationToken);
    }

    public Task<Result<bool>> MatchesAsync(string password, PasswordHash? kept, CancellationToken cancellationToken)
    {
        var against = kept ?? _nobody;
        return InTurnAsync(
            () => CryptographicOperations.FixedTimeEquals(Derive(password, against.Salt, against.Iterations), against.Hash) && kept is not null,
            cancellationToken);
    }

    public bool IsWeak(PasswordHash kept) => kept.Iterations < _iterations;

    public void Dispose() => _turns.Dispose();

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    private async Task<Result<T>> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return SignInProblems.Busy();
        }

        try
        {
            await _turns.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }
}
