namespace GanLab.LibTorch.Native;

/// <summary>The table of ATen operators that the engine calls, by name and overload as in libtorch's schemas.</summary>
internal static class Aten
{
    // Creation
    internal static readonly Operator empty = new("empty", "memory_format");
    internal static readonly Operator empty_like = new("empty_like");
    internal static readonly Operator empty_strided = new("empty_strided");
    internal static readonly Operator zeros = new("zeros");
    internal static readonly Operator zeros_like = new("zeros_like");
    internal static readonly Operator ones = new("ones");
    internal static readonly Operator ones_like = new("ones_like");
    internal static readonly Operator full = new("full");
    internal static readonly Operator full_like = new("full_like");
    internal static readonly Operator eye = new("eye", "m");
    internal static readonly Operator arange = new("arange", "start_step");
    internal static readonly Operator linspace = new("linspace");
    internal static readonly Operator rand = new("rand", "generator");
    internal static readonly Operator randn = new("randn", "generator");
    internal static readonly Operator rand_like = new("rand_like");
    internal static readonly Operator randn_like = new("randn_like");
    internal static readonly Operator randint = new("randint", "low_generator");
    internal static readonly Operator randperm = new("randperm", "generator");

    // Copies and conversions
    internal static readonly Operator to = new("to", "dtype_layout");
    internal static readonly Operator clone = new("clone");
    internal static readonly Operator contiguous = new("contiguous");
    internal static readonly Operator copy_ = new("copy_");
    internal static readonly Operator detach = new("detach");
    internal static readonly Operator detach_ = new("detach_");
    internal static readonly Operator alias = new("alias");
    internal static readonly Operator pin_memory = new("pin_memory");
    internal static readonly Operator item = new("item");

    // Arithmetic
    internal static readonly Operator add = new("add", "Tensor");
    internal static readonly Operator add_Scalar = new("add", "Scalar");
    internal static readonly Operator add_ = new("add_", "Tensor");
    internal static readonly Operator add__Scalar = new("add_", "Scalar");
    internal static readonly Operator sub = new("sub", "Tensor");
    internal static readonly Operator sub_Scalar = new("sub", "Scalar");
    internal static readonly Operator sub_ = new("sub_", "Tensor");
    internal static readonly Operator sub__Scalar = new("sub_", "Scalar");
    internal static readonly Operator rsub_Scalar = new("rsub", "Scalar");
    internal static readonly Operator mul = new("mul", "Tensor");
    internal static readonly Operator mul_Scalar = new("mul", "Scalar");
    internal static readonly Operator mul_ = new("mul_", "Tensor");
    internal static readonly Operator mul__Scalar = new("mul_", "Scalar");
    internal static readonly Operator div = new("div", "Tensor_mode");
    internal static readonly Operator div_Scalar = new("div", "Scalar_mode");
    internal static readonly Operator div_ = new("div_", "Tensor_mode");
    internal static readonly Operator div__Scalar = new("div_", "Scalar_mode");
    internal static readonly Operator remainder = new("remainder", "Tensor");
    internal static readonly Operator remainder_Scalar = new("remainder", "Scalar");
    internal static readonly Operator pow = new("pow", "Tensor_Tensor");
    internal static readonly Operator pow_Scalar = new("pow", "Tensor_Scalar");
    internal static readonly Operator addcmul = new("addcmul");
    internal static readonly Operator addcmul_ = new("addcmul_");
    internal static readonly Operator addcdiv = new("addcdiv");
    internal static readonly Operator addcdiv_ = new("addcdiv_");
    internal static readonly Operator lerp = new("lerp", "Tensor");
    internal static readonly Operator lerp_ = new("lerp_", "Tensor");
    internal static readonly Operator fill_ = new("fill_", "Scalar");
    internal static readonly Operator zero_ = new("zero_");

    // Functions of one number
    internal static readonly Operator abs = new("abs");
    internal static readonly Operator abs_ = new("abs_");
    internal static readonly Operator neg = new("neg");
    internal static readonly Operator neg_ = new("neg_");
    internal static readonly Operator exp = new("exp");
    internal static readonly Operator expm1 = new("expm1");
    internal static readonly Operator log = new("log");
    internal static readonly Operator log1p = new("log1p");
    internal static readonly Operator log2 = new("log2");
    internal static readonly Operator sqrt = new("sqrt");
    internal static readonly Operator sqrt_ = new("sqrt_");
    internal static readonly Operator rsqrt = new("rsqrt");
    internal static readonly Operator square = new("square");
    internal static readonly Operator reciprocal = new("reciprocal");
    internal static readonly Operator sin = new("sin");
    internal static readonly Operator cos = new("cos");
    internal static readonly Operator sign = new("sign");
    internal static readonly Operator floor = new("floor");
    internal static readonly Operator ceil = new("ceil");
    internal static readonly Operator round = new("round");
    internal static readonly Operator isnan = new("isnan");
    internal static readonly Operator isinf = new("isinf");
    internal static readonly Operator isfinite = new("isfinite");
    internal static readonly Operator logical_not = new("logical_not");
    internal static readonly Operator clamp = new("clamp");
    internal static readonly Operator clamp_ = new("clamp_");
    internal static readonly Operator clamp_Tensor = new("clamp", "Tensor");
    internal static readonly Operator nan_to_num = new("nan_to_num");

    // Comparison and logic
    internal static readonly Operator eq = new("eq", "Tensor");
    internal static readonly Operator eq_Scalar = new("eq", "Scalar");
    internal static readonly Operator ne = new("ne", "Tensor");
    internal static readonly Operator ne_Scalar = new("ne", "Scalar");
    internal static readonly Operator lt = new("lt", "Tensor");
    internal static readonly Operator lt_Scalar = new("lt", "Scalar");
    internal static readonly Operator le = new("le", "Tensor");
    internal static readonly Operator le_Scalar = new("le", "Scalar");
    internal static readonly Operator gt = new("gt", "Tensor");
    internal static readonly Operator gt_Scalar = new("gt", "Scalar");
    internal static readonly Operator ge = new("ge", "Tensor");
    internal static readonly Operator ge_Scalar = new("ge", "Scalar");
    internal static readonly Operator bitwise_and = new("bitwise_and", "Tensor");
    internal static readonly Operator bitwise_or = new("bitwise_or", "Tensor");
    internal static readonly Operator bitwise_not = new("bitwise_not");
    internal static readonly Operator maximum = new("maximum");
    internal static readonly Operator minimum = new("minimum");
    internal static readonly Operator where = new("where", "self");
    internal static readonly Operator allclose = new("allclose");
    internal static readonly Operator equal = new("equal");

    // Reductions
    internal static readonly Operator sum = new("sum");
    internal static readonly Operator sum_dim = new("sum", "dim_IntList");
    internal static readonly Operator mean = new("mean");
    internal static readonly Operator mean_dim = new("mean", "dim");
    internal static readonly Operator std = new("std", "dim");
    internal static readonly Operator var = new("var", "dim");
    internal static readonly Operator prod = new("prod");
    internal static readonly Operator min = new("min");
    internal static readonly Operator min_dim = new("min", "dim");
    internal static readonly Operator max = new("max");
    internal static readonly Operator max_dim = new("max", "dim");
    internal static readonly Operator argmax = new("argmax");
    internal static readonly Operator argmin = new("argmin");
    internal static readonly Operator all = new("all");
    internal static readonly Operator any = new("any");
    internal static readonly Operator norm = new("norm", "Scalar");
    internal static readonly Operator norm_dim = new("norm", "ScalarOpt_dim");
    internal static readonly Operator vector_norm = new("linalg_vector_norm");
    internal static readonly Operator logsumexp = new("logsumexp");
    internal static readonly Operator cumsum = new("cumsum");
    internal static readonly Operator sort = new("sort");
    internal static readonly Operator topk = new("topk");

    // Linear algebra
    internal static readonly Operator mm = new("mm");
    internal static readonly Operator bmm = new("bmm");
    internal static readonly Operator matmul = new("matmul");
    internal static readonly Operator dot = new("dot");
    internal static readonly Operator mv = new("mv");
    internal static readonly Operator outer = new("outer");
    internal static readonly Operator addmm = new("addmm");
    internal static readonly Operator t = new("t");

    // Shape and place
    internal static readonly Operator view = new("view");
    internal static readonly Operator reshape = new("reshape");
    internal static readonly Operator flatten = new("flatten", "using_ints");
    internal static readonly Operator permute = new("permute");
    internal static readonly Operator transpose = new("transpose", "int");
    internal static readonly Operator squeeze = new("squeeze");
    internal static readonly Operator squeeze_dim = new("squeeze", "dim");
    internal static readonly Operator unsqueeze = new("unsqueeze");
    internal static readonly Operator expand = new("expand");
    internal static readonly Operator expand_as = new("expand_as");
    internal static readonly Operator repeat = new("repeat");
    internal static readonly Operator repeat_interleave = new("repeat_interleave", "self_int");
    internal static readonly Operator narrow = new("narrow");
    internal static readonly Operator select = new("select", "int");
    internal static readonly Operator slice = new("slice", "Tensor");
    internal static readonly Operator split = new("split", "Tensor");
    internal static readonly Operator split_sizes = new("split_with_sizes");
    internal static readonly Operator chunk = new("chunk");
    internal static readonly Operator unbind = new("unbind", "int");
    internal static readonly Operator cat = new("cat");
    internal static readonly Operator stack = new("stack");
    internal static readonly Operator flip = new("flip");
    internal static readonly Operator roll = new("roll");
    internal static readonly Operator as_strided = new("as_strided");
    internal static readonly Operator gather = new("gather");
    internal static readonly Operator index_select = new("index_select");
    internal static readonly Operator index = new("index", "Tensor");
    internal static readonly Operator index_put_ = new("index_put_");
    internal static readonly Operator masked_fill = new("masked_fill", "Scalar");
    internal static readonly Operator masked_select = new("masked_select");
    internal static readonly Operator nonzero = new("nonzero");
    internal static readonly Operator scatter_ = new("scatter_", "src");
    internal static readonly Operator one_hot = new("one_hot");

    // Random numbers in place
    internal static readonly Operator normal_ = new("normal_");
    internal static readonly Operator uniform_ = new("uniform_");
    internal static readonly Operator bernoulli = new("bernoulli");
    internal static readonly Operator multinomial = new("multinomial");

    // Neural networks
    internal static readonly Operator linear = new("linear");
    internal static readonly Operator conv1d = new("conv1d");
    internal static readonly Operator conv2d = new("conv2d");
    internal static readonly Operator conv_transpose2d = new("conv_transpose2d", "input");
    internal static readonly Operator batch_norm = new("batch_norm");
    internal static readonly Operator layer_norm = new("layer_norm");
    internal static readonly Operator group_norm = new("group_norm");
    internal static readonly Operator embedding = new("embedding");
    internal static readonly Operator dropout = new("dropout");
    internal static readonly Operator relu = new("relu");
    internal static readonly Operator relu_ = new("relu_");
    internal static readonly Operator leaky_relu = new("leaky_relu");
    internal static readonly Operator leaky_relu_ = new("leaky_relu_");
    internal static readonly Operator sigmoid = new("sigmoid");
    internal static readonly Operator sigmoid_ = new("sigmoid_");
    internal static readonly Operator tanh = new("tanh");
    internal static readonly Operator tanh_ = new("tanh_");
    internal static readonly Operator softplus = new("softplus");
    internal static readonly Operator softmax = new("softmax", "int");
    internal static readonly Operator log_softmax = new("log_softmax", "int");
    internal static readonly Operator log_sigmoid = new("log_sigmoid");
    internal static readonly Operator elu = new("elu");
    internal static readonly Operator silu = new("silu");
    internal static readonly Operator gelu = new("gelu");
    internal static readonly Operator max_pool2d = new("max_pool2d");
    internal static readonly Operator avg_pool2d = new("avg_pool2d");
    internal static readonly Operator adaptive_avg_pool2d = new("adaptive_avg_pool2d");
    internal static readonly Operator upsample_nearest2d = new("upsample_nearest2d");
    internal static readonly Operator upsample_bilinear2d = new("upsample_bilinear2d");
    internal static readonly Operator pad = new("pad");
    internal static readonly Operator pixel_shuffle = new("pixel_shuffle");
    internal static readonly Operator unfold = new("im2col");
    internal static readonly Operator binary_cross_entropy = new("binary_cross_entropy");
    internal static readonly Operator binary_cross_entropy_with_logits = new("binary_cross_entropy_with_logits");
    internal static readonly Operator mse_loss = new("mse_loss");
    internal static readonly Operator l1_loss = new("l1_loss");
    internal static readonly Operator cross_entropy_loss = new("cross_entropy_loss");
}
