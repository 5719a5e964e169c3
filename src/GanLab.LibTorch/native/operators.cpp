// Calls any ATen operator by its schema: autograd, autocast and device dispatch work as in any other call.
#include "shim.h"

#include <ATen/core/dispatch/Dispatcher.h>

namespace {

c10::IValue to_ivalue(const Value& value) {
  switch (value.tag) {
    case Tag::None:
    case Tag::Default:
      return c10::IValue();
    case Tag::Tensor:
      return c10::IValue(borrow(static_cast<Handle>(value.pointer)));
    case Tag::Int:
      return c10::IValue(value.integer);
    case Tag::Double:
      return c10::IValue(value.number);
    case Tag::Bool:
      return c10::IValue(value.integer != 0);
    case Tag::IntList:
      return c10::IValue(at::IntArrayRef(static_cast<const int64_t*>(value.pointer), value.count));
    case Tag::DoubleList:
      return c10::IValue(at::ArrayRef<double>(static_cast<const double*>(value.pointer), value.count));
    case Tag::BoolList: {
      c10::List<bool> list;
      for (int32_t i = 0; i < value.count; i++) {
        list.push_back(static_cast<const int64_t*>(value.pointer)[i] != 0);
      }
      return c10::IValue(std::move(list));
    }
    case Tag::TensorList:
      return c10::IValue(borrow_all(static_cast<const Handle*>(value.pointer), value.count));
    case Tag::OptionalTensorList: {
      c10::List<OptionalTensor> list;
      for (int32_t i = 0; i < value.count; i++) {
        auto tensor = borrow(static_cast<const Handle*>(value.pointer)[i]);
        list.push_back(tensor.defined() ? OptionalTensor(tensor) : OptionalTensor());
      }
      return c10::IValue(std::move(list));
    }
    case Tag::String:
      return c10::IValue(std::string(static_cast<const char*>(value.pointer), value.count));
    case Tag::Generator:
      return c10::IValue(*static_cast<at::Generator*>(value.pointer));
    case Tag::Device:
      return c10::IValue(unpack_device(value.integer));
  }
  TORCH_CHECK(false, "unknown argument tag ", static_cast<int>(value.tag));
}

struct Results {
  Value* values;
  int32_t capacity;
  int32_t count = 0;

  Value& next() {
    TORCH_CHECK(count < capacity, "the operator returns more than ", capacity, " values");
    return values[count++];
  }

  void add(at::Tensor tensor) {
    auto& value = next();
    value.tag = tensor.defined() ? Tag::Tensor : Tag::None;
    value.pointer = release(std::move(tensor));
  }

  void add(c10::IValue&& result) {
    if (result.isTensor()) {
      add(std::move(result).toTensor());
    } else if (result.isTensorList()) {
      for (at::Tensor tensor : result.toTensorVector()) {
        add(std::move(tensor));
      }
    } else if (result.isInt()) {
      auto& value = next();
      value.tag = Tag::Int;
      value.integer = result.toInt();
    } else if (result.isDouble()) {
      auto& value = next();
      value.tag = Tag::Double;
      value.number = result.toDouble();
    } else if (result.isBool()) {
      auto& value = next();
      value.tag = Tag::Bool;
      value.integer = result.toBool();
    } else if (result.isNone()) {
      next().tag = Tag::None;
    } else {
      TORCH_CHECK(false, "the operator returns a ", result.tagKind(), ", which the shim does not pass on");
    }
  }
};

}  // namespace

GL_EXPORT int gl_operator_find(const char* name, const char* overload, void** found) {
  return guarded([&] {
    *found = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
  });
}

// Arguments that are not given, or given as Default, take the schema's default. Lists of tensors come back flattened.
GL_EXPORT int gl_operator_call(
    const void* op, const Value* arguments, int32_t argument_count, Value* results, int32_t capacity, int32_t* result_count) {
  *result_count = 0;
  Results collected{results, capacity};
  const int status = guarded([&] {
    const auto& handle = *static_cast<const c10::OperatorHandle*>(op);
    const auto& parameters = handle.schema().arguments();
    TORCH_CHECK(argument_count <= static_cast<int32_t>(parameters.size()), "too many arguments: ", argument_count);

    torch::jit::Stack stack;
    stack.reserve(parameters.size());
    for (size_t i = 0; i < parameters.size(); i++) {
      const bool given = static_cast<int32_t>(i) < argument_count && arguments[i].tag != Tag::Default;
      if (given) {
        if (arguments[i].tag == Tag::None) {
          // libtorch would say "expected Tensor but got None" without naming the argument.
          const auto kind = parameters[i].type()->kind();
          TORCH_CHECK(
              kind != c10::TypeKind::TensorType && kind != c10::TypeKind::ListType, "nothing was given for '",
              parameters[i].name(), "'");
        }
        stack.push_back(to_ivalue(arguments[i]));
      } else {
        TORCH_CHECK(parameters[i].default_value().has_value(), "argument '", parameters[i].name(), "' is missing");
        stack.push_back(*parameters[i].default_value());
      }
    }

    handle.callBoxed(&stack);
    for (auto& result : stack) {
      collected.add(std::move(result));
    }
  });
  *result_count = collected.count;
  return status;
}
