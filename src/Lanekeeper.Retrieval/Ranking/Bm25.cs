namespace Lanekeeper.Retrieval.Ranking;

/// <summary>
/// score(q, d) = sum over the distinct lexemes t of q of idf(t) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * |d| / avgdl)),
/// idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)).
/// </summary>
/// <remarks>
/// S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), equation 3.15, with the factor k1 + 1 of
/// S. Robertson et al., Okapi at TREC-3 (1994), which changes no order, and the 1 + of Lucene, which keeps an idf from falling below 0.
/// </remarks>
internal static class Bm25
{
    public const double K1 = 1.2;
    public const double B = 0.75;

    public static double Idf(int passages, int having) => Math.Log(1 + ((passages - having + 0.5) / (having + 0.5)));

    /// <summary>The part of the denominator that is the same for every passage, and the part that each lexeme of its length adds.</summary>
    public static (double Constant, double PerLexeme) Norm(double averageLength) => (K1 * (1 - B), K1 * B / averageLength);
}
